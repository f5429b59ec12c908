import type { Trx } from '@kerbside/otp'
import { tell } from '../audit/index.ts'
import type { Approvable, Awaiting, Bookkeeping } from '../billing/index.ts'
import {
  askApproval,
  countUp,
  holdCustomerById,
  issueDay,
  standingPayment,
  takeNumbers,
  tellAsked,
} from '../billing/index.ts'
import type { Db } from '../db/database.ts'
import type { Refused } from '../values/refused.ts'

/** Credit that is to be given back. */
export interface RefundEntry {
  /** The receipt's number of the payment that it comes from. */
  readonly payment: string
  readonly amountMinor: number
  readonly method: 'cash' | 'cheque' | 'bank' | 'mobile_money'
  readonly reference: string
  readonly reason: string
  readonly uniqueKey: string
}

export type RefundRefusal = 'unknown_payment' | 'more_than_left' | 'already_recorded' | 'needs_second_person'
export type Refunded = { readonly success: true; readonly number: string } | Awaiting | Refused<RefundRefusal>

/** Asks a second person to give credit back. What settles a bill is no credit: the bill is credited first. */
export function refund(parts: Bookkeeping, entry: RefundEntry): Promise<Refunded> {
  return parts.change((trx, commit) => refundIn(trx, commit, { parts, entry, approvalId: null }))
}

const INSERT = `INSERT INTO refund (id, series, place, number, payment_id, customer_id, amount_minor, currency, method,
    reference, reason, refunded_on, unique_key, approval_id, refunded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`

/** The same in an open transaction; with an approval the money goes. */
export async function refundIn(
  trx: Db,
  commit: Trx,
  { parts, entry, approvalId }: Approvable<RefundEntry>,
): Promise<Refunded> {
  const { amountMinor, method, reference, reason, uniqueKey } = entry
  const found = await standingPayment(commit, entry.payment)
  if (!found) return { success: false, reason: 'unknown_payment' }
  const customer = await holdCustomerById(trx, found.customerId)
  const payment = await standingPayment(commit, entry.payment)
  const there = await commit.get('SELECT id FROM refund WHERE unique_key = $1', [uniqueKey])
  if (there) return { success: false, reason: 'already_recorded' }
  if (!payment || amountMinor <= 0 || amountMinor > payment.leftMinor)
    return { success: false, reason: 'more_than_left' }
  if (approvalId === null) {
    const request = { kind: 'refund', amountMinor } as const
    const asking = { ...request, customerId: payment.customerId, uniqueKey, request: entry }
    const awaiting = await askApproval(trx, parts, asking)
    if (!awaiting) return { success: false, reason: 'needs_second_person' }
    await tellAsked(commit, parts, customer.number, request)
    return awaiting
  }
  const { today, now } = await issueDay(trx, parts)
  const [numbered] = await takeNumbers(commit, 'refund', { today, many: 1 })
  if (!numbered) throw new RangeError('A number that was taken is not there.')
  const id = await countUp(commit, 'refund', 1)
  await commit.run(INSERT, [
    ...[id, numbered.series, numbered.place, numbered.number, payment.id, payment.customerId, amountMinor],
    ...[payment.currency, method, reference, reason, today, uniqueKey, approvalId, now],
  ])
  const details = { refund: numbered.number, payment: payment.number, amount: amountMinor }
  await tell(commit, parts, 'payment_refunded', `customer ${customer.number}`, details)
  return { success: true, number: numbered.number }
}
