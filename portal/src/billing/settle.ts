import type { Row, Trx } from '@kerbside/otp'
import { insertRows } from './documents.ts'
import { numberIn } from './facts/read-row.ts'
import { LEFT, OPEN } from './open-amounts.ts'
import { allocate } from './rules/allocate.ts'

/** Customers by their ids, from the first to the last one. */
export interface CustomerRange {
  readonly first: number
  readonly last: number
}

/** The ids that customers lie between; they come sorted. */
export const rangeOf = (customerIds: readonly number[]): CustomerRange => ({
  first: customerIds[0] ?? 0,
  last: customerIds.at(-1) ?? 0,
})

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
 * whatever frees a payment.
 * @param customerIds sorted; the caller holds these customers
 */
export async function settle(trx: Trx, customerIds: readonly number[], now: number): Promise<void> {
  const held = new Set(customerIds)
  const { first, last } = rangeOf(customerIds)
  // Others may lie between them, whose books are not held.
  const credits = byCustomer(
    (await trx.all(CREDITS, [first, last])).filter((row) => held.has(numberIn(row, 'customer_id'))),
  )
  if (credits.size === 0) return
  const bills = byCustomer(await trx.all(OPEN_BILLS, [first, last]))
  const rows = [...credits].flatMap(([customerId, left]) =>
    allocate(
      (bills.get(customerId) ?? []).map((row) => ({
        billId: numberIn(row, 'id'),
        openMinor: numberIn(row, 'open_minor'),
      })),
      left.map((row) => ({ paymentId: numberIn(row, 'id'), leftMinor: numberIn(row, 'left_minor') })),
    ),
  )
  await insertRows(
    trx,
    { table: 'allocation', columns: ['payment_id', 'bill_id', 'amount_minor', 'allocated_at'] },
    rows.map(({ paymentId, billId, amountMinor }) => [paymentId, billId, amountMinor, now]),
  )
}

const byCustomer = (rows: readonly Row[]): Map<number, Row[]> =>
  Map.groupBy(rows, (row) => numberIn(row, 'customer_id'))
