import type { EngineParts } from './parts.ts'
import { shardOf } from './parts.ts'
import { SETTLE_MS } from './policy.ts'
import { settle } from './purse.ts'
import type { SettledRow } from './statements.ts'
import { lockBudget, lockShard, saveBudget, saveShard, settleRows } from './statements.ts'
import type { Step, Trx } from './store.ts'
import type { ContactBudgetRow, GlobalBudgetRow } from './tables.ts'

/** What settled flows give back and what they lost, in µs, for the contact's purses and its shard. */
export interface Sums {
  flows: number
  strangers: { stake: number; lost: number }
  known: { stake: number; lost: number }
  shard: { stake: number; lost: number; live: number }
}

/**
 * Marks the contact's finished flows as settled and sums what they had at stake. Only the flow that ended in success gets
 * its guesses back; a stake never shrinks with time.
 */
export function* settleFinished(trx: Trx, contact: Uint8Array, now: number): Step<Sums> {
  return sumOf(yield* settleRows(trx, contact, now - SETTLE_MS))
}

/** What these flows give back and lose. */
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
  if (row.lane !== 'stranger') return
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

/** Books the sums in the shard. */
export function bookShard(row: GlobalBudgetRow, sums: Sums, nowUs: number): GlobalBudgetRow {
  const purse = settle(row, sums.shard.stake, sums.shard.lost, nowUs)
  return { ...row, clear: purse.clear, staked: purse.staked, live: row.live - sums.shard.live }
}

/** Books the sums in the contact's budget and its shard, and gives the budget, which stays locked. */
export function* book(
  parts: EngineParts,
  trx: Trx,
  contact: Uint8Array,
  sums: Sums,
  now: number,
): Step<ContactBudgetRow> {
  const budget = bookContact(yield* lockBudget(trx, contact), sums, now * 1000)
  saveBudget(trx, budget)
  if (sums.shard.live > 0) {
    saveShard(trx, bookShard(yield* lockShard(trx, shardOf(contact, parts.policy.shards)), sums, now * 1000))
  }
  return budget
}

/** Settles a contact's finished flows outside a request: what clean-up does. */
export function* settleContact(parts: EngineParts, trx: Trx, contact: Uint8Array, now: number): Step<number> {
  const sums = yield* settleFinished(trx, contact, now)
  if (sums.flows > 0) yield* book(parts, trx, contact, sums, now)
  return sums.flows
}
