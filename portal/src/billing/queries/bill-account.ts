import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { EntryKind } from '../../db/ledger-tables.ts'
import type { Bill } from './bills.ts'

/** How a bill changed what its customer owed: `previous + paid + corrected + billed = due`. Below zero is in the customer's favour. */
export interface BillAccount {
  /** The balance right after the bill before this one. */
  readonly previousMinor: number
  /** Payments since then, less those that were undone or given back. */
  readonly paidMinor: number
  /** Credit notes and write-offs since then. */
  readonly correctedMinor: number
  /** This bill's total. */
  readonly billedMinor: number
  /** What was due in all once this bill was there. */
  readonly dueMinor: number
}

/** What was owed before a bill, what came between, and what was due with it: at the moment of issue, for ever. */
export async function accountOf(
  db: Db,
  { id, customerId, issuedAt, totalMinor }: Pick<Bill, 'id' | 'customerId' | 'issuedAt' | 'totalMinor'>,
): Promise<BillAccount> {
  const before = await db
    .selectFrom('bill')
    .select(['id', 'issued_at as issuedAt'])
    .where('customer_id', '=', customerId)
    .where('id', '<', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const rows = await selectMoved(db, { customerId, id, issuedAt, before }).execute()
  const sumOf = (kinds: readonly EntryKind[], when: 'before' | 'since') =>
    rows.reduce((sum, row) => (kinds.includes(row.kind) ? sum + row[when] : sum), 0)
  const previousMinor = sumOf(all, 'before')
  const paidMinor = sumOf(money, 'since')
  const correctedMinor = sumOf(corrections, 'since')
  const dueMinor = previousMinor + paidMinor + correctedMinor + totalMinor
  return { previousMinor, paidMinor, correctedMinor, billedMinor: totalMinor, dueMinor }
}

const money: readonly EntryKind[] = ['payment', 'reversal', 'refund']
const corrections: readonly EntryKind[] = ['credit_note', 'write_off']
const all: readonly EntryKind[] = ['bill', ...money, ...corrections]

interface Moment {
  readonly customerId: number
  readonly id: number
  readonly issuedAt: number
  readonly before: { readonly id: number; readonly issuedAt: number } | undefined
}

/**
 * What moved the balance, by kind. What is recorded in the very millisecond of a bill counts as later, so that nothing that
 * comes afterwards can ever count as earlier.
 */
export const selectMoved = (db: Db, { customerId, id, issuedAt, before }: Moment) => {
  const isBefore = sql<boolean>`CASE WHEN kind = 'bill' THEN document_id <= ${before?.id ?? 0}
    ELSE at < ${before?.issuedAt ?? 0} END`
  return db
    .selectFrom('ledger_entry')
    .select('kind')
    .select(sql<number>`coalesce(sum(CASE WHEN ${isBefore} THEN amount_minor ELSE 0 END), 0)`.as('before'))
    .select(sql<number>`coalesce(sum(CASE WHEN ${isBefore} THEN 0 ELSE amount_minor END), 0)`.as('since'))
    .where('customer_id', '=', customerId)
    .where(({ and, or, eb }) =>
      or([
        and([eb('kind', '=', 'bill'), eb('document_id', '<=', id)]),
        and([eb('kind', '<>', 'bill'), eb('at', '<', issuedAt)]),
      ]),
    )
    .groupBy('kind')
}
