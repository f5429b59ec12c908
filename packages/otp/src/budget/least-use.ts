/**
 * Codes that nobody types are what a thief of message fees leaves behind, and what a broken route does. So where too few of
 * strangers' text messages are used, strangers' messages to that country pause for a while.
 */

/** What a program may set of it; all of it has a default. */
export interface LeastUseOptions {
  /** The share of strangers' codes by SMS or WhatsApp to a country that must be used; 0.1 by default, 0 for no judgement. */
  leastUse?: number
  /**
   * Codes of one channel to one country below which nothing is judged; 250 by default, half of what a country has a day, so
   * that no few client addresses pause it.
   */
  judgedFrom?: number
  /** Hours that a country then pauses, 1 to 24; 6 by default. */
  pauseHours?: number
}

/** The rule as the engine works with it. */
export interface LeastUse {
  readonly share: number
  readonly judgedFrom: number
  readonly pauseMs: number
}

/** Codes of strangers that went, or seemed to go, by one channel to one country, and how many of them were used. */
export interface UseOfTexts {
  /** ISO 3166; `ZZ` where several countries share the code and none is certain. */
  readonly country: string
  readonly channel: TextChannel
  readonly sent: number
  readonly used: number
}

export type TextChannel = 'sms' | 'whatsapp'

const HOUR_MS = 3_600_000

/**
 * Fills in the defaults.
 * @throws RangeError with one sentence that names the option
 */
export function readLeastUse({ leastUse = 0.1, judgedFrom = 250, pauseHours = 6 }: LeastUseOptions): LeastUse {
  if (!(leastUse >= 0 && leastUse < 1)) throw new RangeError(`leastUse is a share from 0 to below 1; got ${leastUse}.`)
  if (!(Number.isInteger(judgedFrom) && judgedFrom >= 1)) {
    throw new RangeError(`judgedFrom is a whole number of codes, 1 or more; got ${judgedFrom}.`)
  }
  if (!(Number.isInteger(pauseHours) && pauseHours >= 1 && pauseHours <= 24)) {
    throw new RangeError(`pauseHours is a whole number from 1 to 24; got ${pauseHours}.`)
  }
  return { share: leastUse, judgedFrom, pauseMs: pauseHours * HOUR_MS }
}

/** The worst use of each country that has too little of it. A country pauses as a whole: WhatsApp falls back to SMS anyway. */
export function tooLittleUsed({ share, judgedFrom }: LeastUse, uses: readonly UseOfTexts[]): readonly UseOfTexts[] {
  const worst = new Map<string, UseOfTexts>()
  for (const use of uses) {
    if (use.sent < judgedFrom || use.used >= use.sent * share) continue
    const before = worst.get(use.country)
    if (!before || shareOf(use) < shareOf(before)) worst.set(use.country, use)
  }
  return [...worst.values()]
}

const shareOf = ({ sent, used }: UseOfTexts): number => used / sent
