import type { Db } from '../../db/database.ts'
import type { Payment } from '../queries.ts'
import { paymentColumns, paymentOf } from '../queries.ts'

/** A page of a customer's payments. */
export interface PaymentListQuery {
  readonly customerId: number
  /** Older than this one. */
  readonly before?: number | undefined
  /** Newer than this one. */
  readonly after?: number | undefined
}

export interface PaymentList {
  readonly payments: readonly Payment[]
  /** The `before` of the next page, and the `after` of the one that comes before this. */
  readonly older: number | undefined
  readonly newer: number | undefined
}

const PAYMENTS_A_PAGE = 24

/** The newest first. */
export async function listPayments(db: Db, query: PaymentListQuery): Promise<PaymentList> {
  const rows = await selectPaymentList(db, query).execute()
  const isBackwards = query.after !== undefined
  const payments = rows.slice(0, PAYMENTS_A_PAGE).map(paymentOf)
  if (isBackwards) payments.reverse()
  const isMore = rows.length > PAYMENTS_A_PAGE
  return {
    payments,
    older: isBackwards || isMore ? payments.at(-1)?.id : undefined,
    newer: (isBackwards ? isMore : query.before !== undefined) ? payments[0]?.id : undefined,
  }
}

/** The statement of {@link listPayments}: one payment more than a page holds, to know whether there is another page. */
export function selectPaymentList(db: Db, { customerId, before, after }: PaymentListQuery) {
  const rows = db
    .selectFrom('payment')
    .select(paymentColumns)
    .where('customer_id', '=', customerId)
    .limit(PAYMENTS_A_PAGE + 1)
  if (after !== undefined) return rows.where('id', '>', after).orderBy('id', 'asc')
  return (before === undefined ? rows : rows.where('id', '<', before)).orderBy('id', 'desc')
}
