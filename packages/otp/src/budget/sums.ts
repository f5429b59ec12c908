/** What settled flows give back and what they lost, added up, in µs. */

import type { SettledRow } from '../statements/finish.ts'
import type { ContactBudgetRow, GlobalBudgetRow } from '../tables.ts'
import { settle } from './purse.ts'

/** The sums of some settled flows, for each purse. */
export interface Sums {
  readonly flows: number
  readonly strangers: { stake: number; lost: number }
  readonly known: { stake: number; lost: number }
  readonly shard: { stake: number; lost: number; live: number }
}

/** Adds up what these flows give back and lose. Only the flow that ended in success gets its guesses back. */
export function sumOf(rows: readonly SettledRow[]): Sums {
  const sums: Sums = {
    flows: rows.length,
    strangers: { stake: 0, lost: 0 },
    known: { stake: 0, lost: 0 },
    shard: { stake: 0, lost: 0, live: 0 },
  }
  for (const row of rows) addRow(sums, row)
  return sums
}

function addRow(sums: Sums, row: SettledRow): void {
  const vain = row.state === 'used' ? 0 : row.attempts
  const purse = row.lane === 'stranger' ? sums.strangers : sums.known
  purse.stake += row.stake
  purse.lost += vain * row.guess_cost
  // Known flows, held ones and those that began without limits have no stake in the shard, and are not counted there.
  if (row.g_stake === 0) return
  sums.shard.stake += row.g_stake
  sums.shard.lost += vain * row.g_guess_cost
  sums.shard.live += 1
}

/** Books the sums in a contact's budget. */
export function bookContact(budget: ContactBudgetRow, sums: Sums, nowUs: number): ContactBudgetRow {
  const s = settle({ clear: budget.s_clear, staked: budget.s_staked }, sums.strangers.stake, sums.strangers.lost, nowUs)
  const k = settle({ clear: budget.k_clear, staked: budget.k_staked }, sums.known.stake, sums.known.lost, nowUs)
  return { ...budget, s_clear: s.clear, s_staked: s.staked, k_clear: k.clear, k_staked: k.staked }
}

/** Books the sums in a shard. */
export function bookShard(shard: GlobalBudgetRow, sums: Sums, nowUs: number): GlobalBudgetRow {
  const purse = settle(shard, sums.shard.stake, sums.shard.lost, nowUs)
  return { ...shard, clear: purse.clear, staked: purse.staked, live: shard.live - sums.shard.live }
}
