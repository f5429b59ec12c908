import type { ExpressionBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { BillKind } from '../../db/ledger-tables.ts'
import type { Tables } from '../../db/tables.ts'
import { isDocumentNumber } from '../document-number.ts'
import { FORGIVEN, PAID } from '../open-amounts.ts'
import type { BillStanding, BillStatus } from '../rules/bill-status.ts'
import { openOf, statusOf } from '../rules/bill-status.ts'

/** A bill as it stands on a day. */
export interface Bill extends BillStanding {
  readonly id: number
  readonly number: string
  readonly customerId: number
  /** `YYYY-MM`. */
  readonly period: string
  readonly kind: BillKind
  readonly issuedOn: string
  readonly issuedAt: number
  readonly currency: string
  readonly netMinor: number
  readonly taxMinor: number
  readonly openMinor: number
  readonly status: BillStatus
}

/** What is read of a bill. */
export const billColumns = ({ ref }: ExpressionBuilder<Tables, 'bill'>) =>
  [
    ref('bill.id').as('id'),
    ref('bill.number').as('number'),
    ref('bill.customer_id').as('customerId'),
    ref('bill.period').as('period'),
    ref('bill.kind').as('kind'),
    ref('bill.issued_on').as('issuedOn'),
    ref('bill.due_on').as('dueOn'),
    ref('bill.issued_at').as('issuedAt'),
    ref('bill.currency').as('currency'),
    ref('bill.net_minor').as('netMinor'),
    ref('bill.tax_minor').as('taxMinor'),
    ref('bill.total_minor').as('totalMinor'),
    sql.raw<number>(FORGIVEN).as('forgivenMinor'),
    sql.raw<number>(PAID).as('paidMinor'),
  ] as const

/** Completes a row by what follows from the day. */
export const onDay = (today: string) => (row: Omit<Bill, 'openMinor' | 'status'>) => ({
  ...row,
  openMinor: openOf(row),
  status: statusOf(row, today),
})

const BILLS_A_PAGE = 50

/** The statement of {@link billsOf}, for a test that reads its plan. */
export const selectBills = (db: Db, customerId: number, before: number, many: number) =>
  db
    .selectFrom('bill')
    .select(billColumns)
    .where('customer_id', '=', customerId)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(many)

/** A page of a list, and the `before` of the next one. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: number | undefined
}

/** A customer's bills as they stand today, the newest first. */
export async function billsOf(
  db: Db,
  {
    customerId,
    today,
    before = Number.MAX_SAFE_INTEGER,
    many = BILLS_A_PAGE,
  }: {
    readonly customerId: number
    readonly today: string
    readonly before?: number | undefined
    readonly many?: number
  },
): Promise<Page<Bill>> {
  const rows = await selectBills(db, customerId, before, many + 1).execute()
  return pageOf(rows.map(onDay(today)), many)
}

/** Cuts one row more than was asked for off, which says that there is a further page. */
export const pageOf = <Item extends { readonly id: number }>(rows: readonly Item[], many: number): Page<Item> => ({
  items: rows.slice(0, many),
  next: rows.length > many ? rows[many - 1]?.id : undefined,
})

/** A bill by its number, as it stands today. Whose it is stands in `customerId`: the caller serves it to nobody else. */
export async function billByNumber(db: Db, number: string, today: string): Promise<Bill | undefined> {
  if (!isDocumentNumber(number)) return undefined
  const row = await db.selectFrom('bill').select(billColumns).where('number', '=', number).executeTakeFirst()
  return row && onDay(today)(row)
}
