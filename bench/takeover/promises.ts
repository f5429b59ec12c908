import type { Attacker } from './attackers/attacker.ts'
import type { Parts } from './judged-guesses.ts'
import { partsOf, scientific } from './judged-guesses.ts'
import type { Outcome } from './siege.ts'
import { HOUR, YEAR } from './time.ts'

interface Promised {
  /** The chance of a takeover in any 365 days. */
  readonly bound: Parts
  /** Digits of the longest code. */
  readonly longestCode: number
  /** How long a new device may have to wait. */
  readonly longestWaitMs: number
  readonly messages: { readonly dayOne: number; readonly later: number }
}

// With something of the owner's both purses can be spent, and codes of known devices grow too; who has seen a pass can use it up
// before its owner does, who then waits for one gap of the lane.
const UNBOUNDED = { dayOne: Number.POSITIVE_INFINITY, later: Number.POSITIVE_INFINITY }
const INSIDER = { bound: partsOf(1e-4), longestCode: 16, messages: UNBOUNDED }

function promisedTo({ has, channel }: Attacker): Promised {
  if (has === 'pass') return { ...INSIDER, longestWaitMs: 3 * HOUR }
  if (has === 'cookie') return { ...INSIDER, longestWaitMs: 0 }
  const messages = channel === 'sms' ? { dayOne: 8, later: 4 } : { dayOne: 13, later: 8 }
  return { bound: partsOf(6e-5), longestCode: 9, longestWaitMs: 0, messages }
}

export const boundOf = (attacker: Attacker): Parts => promisedTo(attacker).bound

/** What the engine promised and did not keep, in words. */
export function brokenPromises(attacker: Attacker, outcome: Outcome): string[] {
  const { bound, longestCode, longestWaitMs, messages } = promisedTo(attacker)
  const { diary } = outcome
  const worst = outcome.judged.worst(YEAR)
  const faults: Record<string, boolean> = {
    [`a chance of ${scientific(worst)} in 365 days, above ${scientific(bound)}`]: worst > bound,
    [`a code of ${outcome.longestCode} digits`]: outcome.longestCode > longestCode,
    [`refused its owner: ${diary.refusals.join('; ')}`]: diary.refusals.length > 0,
    [`kept a known device waiting for ${diary.worstWaitMs.known} ms`]: diary.worstWaitMs.known > 0,
    [`kept a new device waiting for ${diary.worstWaitMs.new} ms`]: diary.worstWaitMs.new > longestWaitMs,
    [`${outcome.messages.dayOne} messages on a first day`]: outcome.messages.dayOne > messages.dayOne,
    [`${outcome.messages.later} messages on a later day`]: outcome.messages.later > messages.later,
    'no owner who signed in': diary.signIns === 0,
    [outcome.unbalanced.join('; ')]: outcome.unbalanced.length > 0,
  }
  return Object.keys(faults).filter((fault) => faults[fault])
}
