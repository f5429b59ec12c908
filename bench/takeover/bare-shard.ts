import type { Stakes } from '../../packages/otp/src/budget/stakes.ts'
import type { Policy } from '../../packages/otp/src/policy.ts'
import type { ContactBudgetRow, GlobalBudgetRow } from '../../packages/otp/src/tables.ts'
import type { EngineSource } from './engine-source.ts'
import type { Parts } from './judged-guesses.ts'
import { chanceOf } from './judged-guesses.ts'
import { MINUTE } from './time.ts'

/** Flows of one instant and one length. */
interface Batch {
  readonly flows: number
  readonly guesses: number
  readonly settlesAt: number
  readonly stakes: Stakes
}

/** A flow ends after half an hour, waits a minute for its last guess, and clean-up comes by within another. */
const UNSETTLED_MS = 32 * MINUTE
const DIGITS = 6

/** A fresh contact's budget: nothing lost, nothing staked. */
export const freshBudget = (): ContactBudgetRow => ({
  contact: new Uint8Array(16),
  lane_tat: 0,
  s_clear: 0,
  s_staked: 0,
  k_clear: 0,
  k_staked: 0,
  pass_made_at: null,
  pass_before: null,
  pass_until: 0,
  pass_uses: 0,
  refuse_until: 0,
  newest_otp: null,
})

/**
 * One shard of the purse over all contacts under the bare rules, without a database: flows are charged and settled in batches, and
 * each flow gets the length that it would have got alone.
 */
export class BareShard {
  flows = 0
  held = 0
  longestCode = 0
  /** The chance of a takeover, over all guesses. */
  chance: Parts = 0n
  readonly #source: EngineSource
  readonly #policy: Policy
  readonly #unsettled: Batch[] = []
  #oldest = 0
  #row: GlobalBudgetRow = { shard: 0, clear: 0, staked: 0, live: 0 }

  constructor(source: EngineSource, policy: Policy) {
    this.#source = source
    this.#policy = policy
  }

  /** Gives back what flows that are over had at stake, and books their guesses. */
  settle(now: number): void {
    for (
      let batch = this.#unsettled[this.#oldest];
      batch && batch.settlesAt <= now;
      batch = this.#unsettled[this.#oldest]
    ) {
      const { flows, guesses, stakes } = batch
      const lost = flows * guesses * stakes.gGuessCost
      const purse = this.#source.purse.settle(this.#row, flows * stakes.gStake, lost, now * 1000)
      this.#row = { ...this.#row, ...purse, live: this.#row.live - flows }
      this.#oldest += 1
    }
    if (this.#oldest < 10_000) return
    this.#unsettled.splice(0, this.#oldest)
    this.#oldest = 0
  }

  /**
   * Opens so many flows at one instant, each of a contact with this budget, and guesses in each.
   * @returns what the last of them staked; undefined when it was held
   */
  open(flows: number, guesses: number, now: number, budget: ContactBudgetRow): Stakes | undefined {
    this.flows += flows
    let stakes: Stakes | undefined
    for (let left = flows; left > 0; ) {
      stakes = this.#stakesAfter(0, undefined, budget, now)
      if (!stakes) {
        this.held += left
        return undefined
      }
      const alike = this.#howManyAlike(stakes, left, budget, now)
      this.#unsettled.push({ flows: alike, guesses, settlesAt: now + UNSETTLED_MS, stakes })
      this.#row = this.#rowAfter(alike, stakes)
      this.chance += chanceOf(stakes.length, alike * guesses)
      this.longestCode = Math.max(this.longestCode, stakes.length)
      left -= alike
    }
    return stakes
  }

  /** The purse empties with each flow and codes only grow, so that the last flow of a length is found by halving. */
  #howManyAlike(stakes: Stakes, most: number, budget: ContactBudgetRow, now: number): number {
    const isAlike = (before: number) => this.#stakesAfter(before, stakes, budget, now)?.length === stakes.length
    if (isAlike(most - 1)) return most
    let alike = 1
    let other = most
    while (other - alike > 1) {
      const middle = Math.floor((alike + other) / 2)
      if (isAlike(middle - 1)) alike = middle
      else other = middle
    }
    return alike
  }

  #stakesAfter(flows: number, stakes: Stakes | undefined, budget: ContactBudgetRow, now: number): Stakes | undefined {
    const row = stakes ? this.#rowAfter(flows, stakes) : this.#row
    return this.#source.stakes.stakesOfStrangers(this.#policy, budget, row, DIGITS, now * 1000)
  }

  #rowAfter(flows: number, { gStake }: Stakes): GlobalBudgetRow {
    return { ...this.#row, staked: this.#row.staked + flows * gStake, live: this.#row.live + flows }
  }
}
