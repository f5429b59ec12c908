/** Rows of `rate_limit`: one number a subject. */
import type { Rate } from '../budget/gcra.ts'
import type { Step, Trx } from '../store.ts'
import { answer } from '../store.ts'
import { rowOf } from './reading.ts'

// `$2` now, `$3` gap, `$4` burst × gap, `$5` now + gap: what a subject not seen yet begins with.
const TAKE_RATE = `INSERT INTO rate_limit (subject, tat) VALUES ($1, $5)
  ON CONFLICT (subject) DO UPDATE SET tat = CASE WHEN rate_limit.tat > $2 THEN rate_limit.tat ELSE $2 END + $3
  WHERE CASE WHEN rate_limit.tat > $2 THEN rate_limit.tat ELSE $2 END + $3 <= $2 + $4
  RETURNING tat`
const READ_RATE = 'SELECT tat FROM rate_limit WHERE subject = $1'

/**
 * Takes one unit of a subject's rate, judged and counted in one statement (the rule of `takeOne`).
 * @returns undefined when it was there, else the instant of the next one, epoch ms
 */
export function* takeRate(trx: Trx, subject: string, rate: Rate, now: number): Step<number | undefined> {
  const room = rate.burst * rate.gapMs
  const taken = yield* answer(trx.get(TAKE_RATE, [subject, now, rate.gapMs, room, now + rate.gapMs]))
  if (taken) return undefined
  const stored: { tat: number } | undefined = yield* rowOf(trx.get(READ_RATE, [subject]))
  return (stored?.tat ?? now) + rate.gapMs - room
}
