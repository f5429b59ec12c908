import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { EntryKind } from '../../db/ledger-tables.ts'

/** What a customer owes at present: above zero is owed, below is credit. */
export const balanceOf = async (db: Db, customerId: number): Promise<number> => balanceBefore(db, customerId, END)

// No day comes after it.
const END = '9999-12-31'

/** The same at the beginning of a day. */
async function balanceBefore(db: Db, customerId: number, day: string): Promise<number> {
  const { balance } = await db
    .selectFrom('ledger_entry')
    .select(sql<number>`coalesce(sum(amount_minor), 0)`.as('balance'))
    .where('customer_id', '=', customerId)
    .where('day', '<', day)
    .executeTakeFirstOrThrow()
  return balance
}

/** A line of a statement of account. */
export interface StatementLine {
  readonly day: string
  readonly kind: EntryKind
  readonly documentId: number
  /** Empty where the document has none. */
  readonly number: string
  /** Above zero is owed by the customer. */
  readonly amountMinor: number
  /** The balance after it. */
  readonly balanceMinor: number
}

export interface Statement {
  readonly openingMinor: number
  readonly lines: readonly StatementLine[]
  readonly closingMinor: number
}

/** The statement of {@link statementOf}, for a test that reads its plan. */
export const selectEntries = (db: Db, customerId: number, { from, until }: { from: string; until: string }) =>
  db
    .selectFrom('ledger_entry')
    .select(['day', 'kind', 'document_id as documentId', 'number', 'amount_minor as amountMinor'])
    .where('customer_id', '=', customerId)
    .where('day', '>=', from)
    .where('day', '<', until)
    .orderBy('day')
    .orderBy('at')
    .orderBy('kind')
    .orderBy('document_id')

/**
 * All that moved a customer's balance from a day until another, which is not counted, with the balance after each. What was
 * recorded later for an earlier day stands at that day.
 */
export async function statementOf(
  db: Db,
  customerId: number,
  span: { readonly from: string; readonly until: string },
): Promise<Statement> {
  const openingMinor = await balanceBefore(db, customerId, span.from)
  const entries = await selectEntries(db, customerId, span).execute()
  let balanceMinor = openingMinor
  const lines = entries.map((entry) => {
    balanceMinor += entry.amountMinor
    return { ...entry, balanceMinor }
  })
  return { openingMinor, lines, closingMinor: balanceMinor }
}
