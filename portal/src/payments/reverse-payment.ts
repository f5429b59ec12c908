import { tell } from '../audit/index.ts'
import type { Bookkeeping } from '../billing/index.ts'
import { allocatedOf, holdCustomerById, issueDay, settle, standingPayment, takeBack } from '../billing/index.ts'
import type { Refused } from '../values/refused.ts'

export interface ReversalEntry {
  /** The receipt's number. */
  readonly payment: string
  readonly reason: string
}

export type Reversed = { readonly success: true } | Refused<'unknown_payment' | 'already_reversed' | 'already_refunded'>

/**
 * Undoes a payment that was none, such as a cheque that bounced: what it had settled is open again, and other credit settles it
 * where there is some. Once something of it was given back it is a debt of another kind, and cannot be undone.
 */
export function reversePayment(parts: Bookkeeping, { payment: number, reason }: ReversalEntry): Promise<Reversed> {
  return parts.change(async (trx, commit): Promise<Reversed> => {
    const found = await standingPayment(commit, number)
    if (!found) return { success: false, reason: 'unknown_payment' }
    const customer = await holdCustomerById(trx, found.customerId)
    const payment = await standingPayment(commit, number)
    if (!payment) return { success: false, reason: 'unknown_payment' }
    if (payment.isReversed) return { success: false, reason: 'already_reversed' }
    const allocated = await allocatedOf(commit, { paymentId: payment.id })
    const settled = allocated.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
    if (payment.leftMinor + settled < payment.amountMinor) return { success: false, reason: 'already_refunded' }
    const { today, now } = await issueDay(trx, parts)
    await trx
      .insertInto('reversal')
      .values({
        ...{ payment_id: payment.id, customer_id: payment.customerId, amount_minor: payment.amountMinor },
        ...{ reason, reversed_on: today, reversed_at: now },
      })
      .execute()
    await takeBack(commit, allocated, { amountMinor: settled, now })
    await settle(commit, [payment.customerId], now)
    const details = { payment: number, amount: payment.amountMinor }
    await tell(commit, parts, 'payment_reversed', `customer ${customer.number}`, details)
    return { success: true }
  })
}
