import type { ExpressionBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Page } from '../billing/index.ts'
import { isDocumentNumber, KEPT, LEFT, pageOf } from '../billing/index.ts'
import type { Db } from '../db/database.ts'
import type { PaymentMethod } from '../db/ledger-tables.ts'
import type { Tables } from '../db/tables.ts'

/** A payment, and what became of it. */
export interface Payment {
  readonly id: number
  /** The receipt's number. */
  readonly number: string
  readonly customerId: number
  readonly amountMinor: number
  readonly currency: string
  readonly method: PaymentMethod
  readonly reference: string
  readonly receivedOn: string
  readonly recordedAt: number
  /** What is left after reversal and refunds. */
  readonly keptMinor: number
  /** What has settled no bill: credit. */
  readonly leftMinor: number
  readonly isReversed: boolean
}

/** What is read of a payment. */
export const paymentColumns = ({ ref, exists, selectFrom }: ExpressionBuilder<Tables, 'payment'>) =>
  [
    ref('payment.id').as('id'),
    ref('payment.number').as('number'),
    ref('payment.customer_id').as('customerId'),
    ref('payment.amount_minor').as('amountMinor'),
    ref('payment.currency').as('currency'),
    ref('payment.method').as('method'),
    ref('payment.reference').as('reference'),
    ref('payment.received_on').as('receivedOn'),
    ref('payment.recorded_at').as('recordedAt'),
    sql.raw<number>(KEPT).as('keptMinor'),
    sql.raw<number>(LEFT).as('leftMinor'),
    exists(selectFrom('reversal').select('id').whereRef('reversal.payment_id', '=', 'payment.id')).as('reversed'),
  ] as const

const PAYMENTS_A_PAGE = 50

/** The statement of {@link paymentsOf}, for a test that reads its plan. */
export const selectPayments = (db: Db, customerId: number, before: number, many: number) =>
  db
    .selectFrom('payment')
    .select(paymentColumns)
    .where('customer_id', '=', customerId)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(many)

/** A customer's payments, the newest first. */
export async function paymentsOf(
  db: Db,
  {
    customerId,
    before = Number.MAX_SAFE_INTEGER,
    many = PAYMENTS_A_PAGE,
  }: { readonly customerId: number; readonly before?: number | undefined; readonly many?: number },
): Promise<Page<Payment>> {
  const rows = await selectPayments(db, customerId, before, many + 1).execute()
  return pageOf(rows.map(paymentOf), many)
}

/** A payment by its receipt's number. Whose it is stands in `customerId`: the caller serves it to nobody else. */
export async function paymentByNumber(db: Db, number: string): Promise<Payment | undefined> {
  if (!isDocumentNumber(number)) return undefined
  const row = await db.selectFrom('payment').select(paymentColumns).where('number', '=', number).executeTakeFirst()
  return row && paymentOf(row)
}

/** A row as a payment: SQLite answers 0 and 1, PostgreSQL false and true. */
export const paymentOf = ({ reversed, ...payment }: Omit<Payment, 'isReversed'> & { readonly reversed: unknown }) => ({
  ...payment,
  isReversed: reversed === true || reversed === 1,
})

/** What a payment has settled. */
export const settledBy = (
  db: Db,
  paymentId: number,
): Promise<{ readonly bill: string; readonly amountMinor: number }[]> =>
  db
    .selectFrom('allocation')
    .innerJoin('bill', 'bill.id', 'allocation.bill_id')
    .select('bill.number as bill')
    .select(({ fn }) => fn.sum<number>('allocation.amount_minor').as('amountMinor'))
    .where('allocation.payment_id', '=', paymentId)
    .groupBy(['bill.id', 'bill.number'])
    .having(({ eb, fn }) => eb(fn.sum<number>('allocation.amount_minor'), '<>', 0))
    .orderBy('bill.id')
    .execute()

/** What was given back of a payment. */
export const refundsOf = (db: Db, paymentId: number) =>
  db
    .selectFrom('refund')
    .select(['number', 'amount_minor as amountMinor', 'method', 'reference', 'reason', 'refunded_on as refundedOn'])
    .where('payment_id', '=', paymentId)
    .orderBy('id')
    .execute()
