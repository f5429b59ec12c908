import type { Policy } from '../policy.ts'
import type { ContactBudgetRow, GlobalBudgetRow } from '../tables.ts'
import { codeLength, left, priceAt, shortestLength } from './purse.ts'

/** A code's length, and what is staked on it, in µs. */
export interface Stakes {
  readonly length: number
  /** In the contact's purse: what all guesses cost together, and what each does. */
  readonly stake: number
  readonly guessCost: number
  /** The same in the shard of the purse over all contacts. */
  readonly gStake: number
  readonly gGuessCost: number
}

/** The stakes of a flow that charges no purse. */
export const noStakes = (length: number): Stakes => ({
  length: codeLength(length),
  stake: 0,
  guessCost: 0,
  gStake: 0,
  gGuessCost: 0,
})

// A purse pays for two flows at a length or takes the next one, so that its last code is not its longest.
const RESERVE = 2

/** The shortest code that the recognised purse of a contact can pay; undefined when none can be paid. */
export function stakesOfRecognised(
  policy: Policy,
  budget: ContactBudgetRow,
  minLength: number,
  nowUs: number,
): Stakes | undefined {
  const purse = { clear: budget.k_clear, staked: budget.k_staked }
  const length = shortestLength(policy.knownPrices, left(purse, nowUs), policy.maxAttempts, RESERVE, minLength)
  if (length === undefined) return undefined
  const guessCost = priceAt(policy.knownPrices, length)
  return { ...noStakes(length), stake: policy.maxAttempts * guessCost, guessCost }
}

/** The shortest code that both the strangers' purse of a contact and its shard can pay; undefined when none can be paid. */
export function stakesOfStrangers(
  policy: Policy,
  budget: ContactBudgetRow,
  shard: GlobalBudgetRow,
  minLength: number,
  nowUs: number,
): Stakes | undefined {
  const { maxAttempts, strangerPrices, shardPrices } = policy
  const purse = { clear: budget.s_clear, staked: budget.s_staked }
  const own = shortestLength(strangerPrices, left(purse, nowUs), maxAttempts, RESERVE, minLength)
  // Without the live flows a few requests a second would fill the shard, and hold everybody.
  const shared = shortestLength(shardPrices, left(shard, nowUs), maxAttempts, RESERVE + shard.live, minLength)
  if (own === undefined || shared === undefined) return undefined
  const length = Math.max(own, shared)
  const guessCost = priceAt(strangerPrices, length)
  const gGuessCost = priceAt(shardPrices, length)
  return { length, stake: maxAttempts * guessCost, guessCost, gStake: maxAttempts * gGuessCost, gGuessCost }
}
