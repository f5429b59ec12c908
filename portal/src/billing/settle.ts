import type { Row, Trx } from '@kerbside/otp'
import { insertRows } from './documents.ts'
import { LEFT, OPEN } from './open-amounts.ts'
import { allocate } from './rules/allocate.ts'

/** Customers by their ids, from the first to the last one. */
export interface CustomerRange {
  readonly first: number
  readonly last: number
}

/** Payments of which something is left over, the oldest first. */
export const CREDITS = `SELECT customer_id, id, left_minor FROM (
    SELECT payment.customer_id, payment.id, ${LEFT} AS left_minor FROM payment WHERE payment.customer_id BETWEEN $1 AND $2
  ) AS credit WHERE left_minor > 0 ORDER BY customer_id, id`

/** Bills on which something is open, the oldest first. */
export const OPEN_BILLS = `SELECT customer_id, id, open_minor FROM (
    SELECT bill.customer_id, bill.id, ${OPEN} AS open_minor FROM bill WHERE bill.customer_id BETWEEN $1 AND $2
  ) AS owed WHERE open_minor > 0 ORDER BY customer_id, id`

/**
 * Lets what customers have paid ahead settle what they owe, the oldest bill first: after a payment, after bills, and after
 * whatever frees a payment. The customers are held by the caller.
 */
export async function settle(trx: Trx, { first, last }: CustomerRange, now: number): Promise<void> {
  const credits = byCustomer(await trx.all(CREDITS, [first, last]))
  if (credits.size === 0) return
  const bills = byCustomer(await trx.all(OPEN_BILLS, [first, last]))
  const rows = [...credits].flatMap(([customerId, left]) =>
    allocate(
      (bills.get(customerId) ?? []).map((row) => ({ billId: Number(row['id']), openMinor: Number(row['open_minor']) })),
      left.map((row) => ({ paymentId: Number(row['id']), leftMinor: Number(row['left_minor']) })),
    ),
  )
  await insertRows(
    trx,
    { table: 'allocation', columns: ['payment_id', 'bill_id', 'amount_minor', 'allocated_at'] },
    rows.map(({ paymentId, billId, amountMinor }) => [paymentId, billId, amountMinor, now]),
  )
}

const byCustomer = (rows: readonly Row[]): Map<number, Row[]> => Map.groupBy(rows, (row) => Number(row['customer_id']))
