import type { Direction } from '../locales/index.ts'

const startsIsolate = '\u2068'
const endsIsolate = '\u2069'
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/
const leftToRight = /[\p{L}\d]/u
/** What `select` compares, such as `email`: fenced it would equal nothing, and a single word needs no fence. */
const wordOfCode = /^[a-z_]+$/

/**
 * Fences off values that run against the direction of the sentence around them (a Latin name, an e-mail address or a
 * telephone number in an Arabic sentence), so that neither tears the other apart: Unicode UAX #9, first strong isolate.
 * Only for pages: in an SMS the two invisible characters would cost room.
 */
export function isolate<Value>(
  direction: Direction,
  values: Readonly<Record<string, Value>>,
): Record<string, Value | string> {
  const stranger = direction === 'rtl' ? leftToRight : rightToLeft
  const fence = (value: Value) =>
    typeof value === 'string' && stranger.test(value) && !wordOfCode.test(value)
      ? `${startsIsolate}${value}${endsIsolate}`
      : value
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fence(value)]))
}
