import type { Trx } from '@kerbside/otp'
import { maybeNumberIn, numberIn, textIn } from './facts/read-row.ts'
import { FORGIVEN, LEFT, OPEN, PAID } from './open-amounts.ts'

/** A bill that is to be corrected, and how it stands. */
export interface StandingBill {
  readonly id: number
  readonly number: string
  readonly customerId: number
  readonly currency: string
  readonly totalMinor: number
  readonly creditedMinor: number
  readonly forgivenMinor: number
  readonly paidMinor: number
  readonly openMinor: number
}

const STANDING = `SELECT bill.id, bill.number, bill.customer_id, bill.currency, bill.total_minor,
    coalesce((SELECT sum(credit_note.total_minor) FROM credit_note WHERE credit_note.bill_id = bill.id), 0) AS credited,
    ${FORGIVEN} AS forgiven, ${PAID} AS paid, ${OPEN} AS open_minor
  FROM bill WHERE bill.number = $1`

/** How a bill stands. Its customer is held by the caller, or it may stand otherwise by the time of the answer. */
export async function standingBill(trx: Pick<Trx, 'get'>, number: string): Promise<StandingBill | undefined> {
  const row = await trx.get(STANDING, [number])
  return (
    row && {
      id: numberIn(row, 'id'),
      number: textIn(row, 'number'),
      customerId: numberIn(row, 'customer_id'),
      currency: textIn(row, 'currency'),
      totalMinor: numberIn(row, 'total_minor'),
      creditedMinor: numberIn(row, 'credited'),
      forgivenMinor: numberIn(row, 'forgiven'),
      paidMinor: numberIn(row, 'paid'),
      openMinor: numberIn(row, 'open_minor'),
    }
  )
}

const ALLOCATED = `SELECT bill_id, payment_id, sum(amount_minor) AS amount_minor FROM allocation
  WHERE bill_id = $1 OR payment_id = $2 GROUP BY bill_id, payment_id HAVING sum(amount_minor) > 0
  ORDER BY bill_id DESC, payment_id DESC`

/** So much of a payment settles so much of a bill at present. */
export interface Allocated {
  readonly billId: number
  readonly paymentId: number
  readonly amountMinor: number
}

/** What payments have settled of a bill, or a payment of bills: the newest first, in which order it is undone. */
export async function allocatedOf(
  trx: Pick<Trx, 'all'>,
  { billId = null, paymentId = null }: { readonly billId?: number | null; readonly paymentId?: number | null },
): Promise<readonly Allocated[]> {
  const rows = await trx.all(ALLOCATED, [billId, paymentId])
  return rows.map((row) => ({
    billId: numberIn(row, 'bill_id'),
    paymentId: numberIn(row, 'payment_id'),
    amountMinor: numberIn(row, 'amount_minor'),
  }))
}

const UNDO = `INSERT INTO allocation (payment_id, bill_id, amount_minor, allocated_at) VALUES ($1, $2, $3, $4)`

/**
 * Takes back up to an amount of what is allocated, the first ones first: rows below zero, since nothing is deleted.
 * @returns what could not be taken back
 */
export async function takeBack(
  trx: Pick<Trx, 'run'>,
  allocated: readonly Allocated[],
  { amountMinor, now }: { readonly amountMinor: number; readonly now: number },
): Promise<number> {
  let wantedMinor = amountMinor
  for (const { billId, paymentId, amountMinor: there } of allocated) {
    const taken = Math.min(there, wantedMinor)
    if (taken <= 0) break
    await trx.run(UNDO, [paymentId, billId, -taken, now])
    wantedMinor -= taken
  }
  return wantedMinor
}

const PAYMENT = `SELECT payment.id, payment.number, payment.customer_id, payment.amount_minor, payment.currency, payment.method,
    reversal.id AS reversal_id, ${LEFT} AS left_minor
  FROM payment LEFT JOIN reversal ON reversal.payment_id = payment.id WHERE payment.number = $1`

/** A payment, and what of it has settled nothing. */
export interface StandingPayment {
  readonly id: number
  readonly number: string
  readonly customerId: number
  readonly amountMinor: number
  readonly currency: string
  readonly method: string
  readonly leftMinor: number
  readonly isReversed: boolean
}

export async function standingPayment(trx: Pick<Trx, 'get'>, number: string): Promise<StandingPayment | undefined> {
  const row = await trx.get(PAYMENT, [number])
  return (
    row && {
      id: numberIn(row, 'id'),
      number: textIn(row, 'number'),
      customerId: numberIn(row, 'customer_id'),
      amountMinor: numberIn(row, 'amount_minor'),
      currency: textIn(row, 'currency'),
      method: textIn(row, 'method'),
      leftMinor: numberIn(row, 'left_minor'),
      isReversed: maybeNumberIn(row, 'reversal_id') !== null,
    }
  )
}
