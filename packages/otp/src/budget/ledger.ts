/**
 * The accounts that one step charges: the contact's budget and, where strangers are concerned, its shard of the purse over
 * all contacts. They are read under their locks, in this order, charged in memory and written back once.
 */
import { shardOf } from '../contacts/contact-key.ts'
import type { StepParts } from '../parts.ts'
import { SETTLE_MS } from '../policy.ts'
import { lockBudget, saveBudget } from '../statements/budget.ts'
import type { SettledRow } from '../statements/finish.ts'
import { settleFlows } from '../statements/finish.ts'
import { lockShard, saveShard } from '../statements/shard.ts'
import type { Step } from '../store.ts'
import type { ContactBudgetRow, GlobalBudgetRow } from '../tables.ts'
import { bookContact, bookShard, sumOf } from './sums.ts'

/** Accounts under their locks. */
export interface Ledger {
  readonly budget: ContactBudgetRow
  /** Undefined where nothing touches it. */
  readonly shard: GlobalBudgetRow | undefined
  /** Finished flows that were settled and booked: the ledger must then be saved, whatever comes of the step. */
  readonly settled: number
}

/** Settles the contact's finished flows and books them. */
export function* openLedger(parts: StepParts, contact: Uint8Array, who: 'strangers' | 'recognised'): Step<Ledger> {
  const rows = yield* settleFlows(parts.trx, contact, parts.now - SETTLE_MS)
  return yield* bookRows(parts, yield* lockBudget(parts.trx, contact), rows, who)
}

/** The same for a budget that is locked already, with one more flow that is over: it goes on as another one. */
export function* reopenLedger(parts: StepParts, budget: ContactBudgetRow, over: SettledRow): Step<Ledger> {
  const rows = yield* settleFlows(parts.trx, budget.contact, parts.now - SETTLE_MS)
  return yield* bookRows(parts, budget, [over, ...rows], 'recognised')
}

function* bookRows(
  parts: StepParts,
  budget: ContactBudgetRow,
  rows: readonly SettledRow[],
  who: 'strangers' | 'recognised',
): Step<Ledger> {
  const { trx, now, installation } = parts
  const sums = sumOf(rows)
  const nowUs = now * 1000
  const shard =
    who === 'strangers' || sums.shard.live > 0
      ? bookShard(yield* lockShard(trx, shardOf(installation, budget.contact)), sums, nowUs)
      : undefined
  return { budget: bookContact(budget, sums, nowUs), shard, settled: sums.flows }
}

/** Writes the accounts back. */
export function saveLedger({ trx }: StepParts, { budget, shard }: Ledger): void {
  saveBudget(trx, budget)
  if (shard) saveShard(trx, shard)
}

/** Settles a contact's finished flows outside of a request: what clean-up does. */
export function* settleContact(parts: StepParts, contact: Uint8Array): Step<number> {
  const rows = yield* settleFlows(parts.trx, contact, parts.now - SETTLE_MS)
  if (rows.length === 0) return 0
  const budget = yield* lockBudget(parts.trx, contact)
  saveLedger(parts, yield* bookRows(parts, budget, rows, 'recognised'))
  return rows.length
}
