/**
 * A rate as one number a subject: the generic cell rate algorithm (ITU-T I.371), whose state is the theoretical arrival
 * time. It has no window, hence no double burst where two windows meet.
 */
export interface Rate {
  /** Milliseconds that one unit costs. */
  readonly gapMs: number
  /** Units that may come at once. */
  readonly burst: number
}

/** What became of taking one unit: the number to store and the whole units left, or the instant of the next one. */
export type Taken = { granted: true; tat: number; wholeLeft: number } | { granted: false; at: number }

/**
 * Takes one unit.
 * @param tat the stored theoretical arrival time, epoch ms; null for a subject not seen yet
 * @returns the number to store and the whole units left, or the instant at which the next unit is there
 */
export function takeOne(rate: Rate, tat: number | null, now: number): Taken {
  const from = Math.max(tat ?? 0, now)
  const next = from + rate.gapMs
  const room = rate.burst * rate.gapMs
  if (next - now > room) return { granted: false, at: next - room }
  return { granted: true, tat: next, wholeLeft: Math.floor((room - (next - now)) / rate.gapMs) }
}

const PERIODS: Record<string, number> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/**
 * Reads a rate written as `count/period`, for instance `8/day`.
 * @param burst units at once; the count itself when it is left out
 * @throws RangeError with a sentence that says what was expected
 */
export function readRate(text: string, burst?: number): Rate {
  const [, count, period] = /^([1-9]\d{0,6})\/(second|minute|hour|day)$/.exec(text.trim()) ?? []
  const periodMs = PERIODS[period ?? '']
  if (!count || !periodMs) throw new RangeError(`Write a limit as count/period, like 8/day or 60/hour; got "${text}".`)
  return { gapMs: Math.ceil(periodMs / Number(count)), burst: burst ?? Number(count) }
}
