/** Sprays that are too wide for a database in memory, on the bare rules of the purses. */

import type { Stakes } from '../../packages/otp/src/budget/stakes.ts'
import type { ContactBudgetRow } from '../../packages/otp/src/tables.ts'
import { BareShard, freshBudget } from './bare-shard.ts'
import type { EngineSource } from './engine-source.ts'
import type { Parts } from './judged-guesses.ts'
import { DAY, HOUR, MINUTE } from './time.ts'

/** What a spray on the bare rules came to, over all shards. */
export interface BareOutcome {
  readonly flows: number
  readonly held: number
  readonly longestCode: number
  readonly chance: Parts
}

interface Installation {
  readonly shards: number
  readonly days: number
}

const START = Date.UTC(2026, 0, 1)

/** Every shard gets an equal share, so that one is reckoned and stands for all. */
function shardOf(source: EngineSource, shards: number): BareShard {
  return new BareShard(source, source.policy.readPolicy({ shards }, 'postgres'))
}

const timesShards = ({ flows, held, longestCode, chance }: BareShard, shards: number): BareOutcome => ({
  flows: flows * shards,
  held: held * shards,
  longestCode,
  chance: chance * BigInt(shards),
})

export interface Stream extends Installation {
  readonly flowsPerSecond: number
  readonly guesses: number
  readonly stepMs: number
}

/** So many flows a second, each at a contact that was never asked for before: no contact's own purse makes a code longer. */
export function stream(source: EngineSource, options: Stream): BareOutcome {
  const { shards, days, flowsPerSecond, guesses, stepMs } = options
  const shard = shardOf(source, shards)
  const flowsPerStep = (flowsPerSecond * stepMs) / 1000 / shards
  const budget = freshBudget()
  for (let step = 0; step * stepMs < days * DAY; step += 1) {
    const now = START + step * stepMs
    shard.settle(now)
    const flows = Math.floor((step + 1) * flowsPerStep) - Math.floor(step * flowsPerStep)
    shard.open(flows, guesses, now, budget)
  }
  return timesShards(shard, shards)
}

export interface FullLanes extends Installation {
  readonly contacts: number
}

/** What a cohort's flows staked, until it is settled. */
interface Unsettled {
  readonly settlesAt: number
  readonly stakes: Stakes
}

/** Contacts that are asked for at the same minute, and so are alike. */
class Cohort {
  readonly budget: ContactBudgetRow = freshBudget()
  #unsettled: Unsettled[] = []

  settle(source: EngineSource, now: number, guesses: number): void {
    const over = this.#unsettled.filter(({ settlesAt }) => settlesAt <= now)
    this.#unsettled = this.#unsettled.filter(({ settlesAt }) => settlesAt > now)
    for (const { stakes } of over) {
      const purse = { clear: this.budget.s_clear, staked: this.budget.s_staked }
      const settled = source.purse.settle(purse, stakes.stake, guesses * stakes.guessCost, now * 1000)
      this.budget.s_clear = settled.clear
      this.budget.s_staked = settled.staked
    }
  }

  /** Where the cohort's flows came out at two lengths, its purses are charged for the longer: that favours the attacker. */
  stake(stakes: Stakes, settlesAt: number): void {
    this.budget.s_staked += stakes.stake
    this.#unsettled.push({ settlesAt, stakes })
  }
}

const GUESSES = 5
const BURST = 5
const GAP_MS = 3 * HOUR
const COHORTS = GAP_MS / MINUTE

/** Every contact is asked for whenever its strangers' lane has a message: five at once, then one in three hours. */
export function fullLanes(source: EngineSource, { shards, days, contacts }: FullLanes): BareOutcome {
  const shard = shardOf(source, shards)
  const cohorts = Array.from({ length: COHORTS }, () => new Cohort())
  const flows = contacts / shards / COHORTS
  for (let minute = 0; minute * MINUTE < days * DAY; minute += 1) {
    const now = START + minute * MINUTE
    shard.settle(now)
    const place = minute % COHORTS
    const size = Math.floor((place + 1) * flows) - Math.floor(place * flows)
    const cohort = cohorts[place]
    if (!cohort || size === 0) continue
    cohort.settle(source, now, GUESSES)
    for (let message = 0; message < (minute < COHORTS ? BURST : 1); message += 1) {
      const stakes = shard.open(size, GUESSES, now, cohort.budget)
      if (stakes) cohort.stake(stakes, now + 32 * MINUTE)
    }
  }
  return timesShards(shard, shards)
}
