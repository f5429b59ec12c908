import type { Trx } from '@kerbside/otp'
import { tell } from '../audit/index.ts'
import type { Bookkeeping } from '../billing/index.ts'
import { countUp, holdCustomer, issueDay, settle, takeNumbers } from '../billing/index.ts'
import type { PaymentMethod } from '../db/ledger-tables.ts'
import type { Refused } from '../values/refused.ts'

/** A payment as a clerk enters it. */
export interface PaymentEntry {
  /** The customer's number. */
  readonly customer: string
  /** Above zero, in minor units of the books' currency. */
  readonly amountMinor: number
  readonly method: Exclude<PaymentMethod, 'opening'>
  /** Of the bank or the cheque; empty for cash. */
  readonly reference: string
  /** The day on which the money came, not after today. */
  readonly receivedOn: string
  /** Of the form, or of the line of a bank statement: what is sent twice is recorded once. */
  readonly uniqueKey: string
}

export type Recorded =
  | { readonly success: true; readonly number: string }
  | Refused<'unknown_customer' | 'in_future' | 'not_above_zero'>
  | (Refused<'already_recorded'> & { readonly number: string })

/**
 * Records money that came in, under a receipt's number. It settles the customer's bills, the oldest first; what is left over
 * is credit, which the next bill takes.
 */
export function recordPayment(parts: Bookkeeping, entry: PaymentEntry): Promise<Recorded> {
  return parts.change(async (trx, commit): Promise<Recorded> => {
    if (!Number.isSafeInteger(entry.amountMinor) || entry.amountMinor <= 0)
      return { success: false, reason: 'not_above_zero' }
    const customer = await holdCustomer(trx, entry.customer)
    if (!customer) return { success: false, reason: 'unknown_customer' }
    const there = await commit.get('SELECT number FROM payment WHERE unique_key = $1', [entry.uniqueKey])
    if (there) return { success: false, reason: 'already_recorded', number: String(there['number']) }
    const { today, now, currency } = await issueDay(trx, parts)
    if (entry.receivedOn > today) return { success: false, reason: 'in_future' }
    const { customer: _, ...facts } = entry
    const number = await insertPayment(commit, { ...facts, customerId: customer.id, currency, today, now })
    await settle(commit, [customer.id], now)
    const details = { payment: number, amount: entry.amountMinor, method: entry.method }
    await tell(commit, parts, 'payment_recorded', `customer ${customer.number}`, details)
    return { success: true, number }
  })
}

interface NewPayment extends Omit<PaymentEntry, 'customer' | 'method'> {
  readonly customerId: number
  readonly method: PaymentMethod
  readonly currency: string
  readonly today: string
  readonly now: number
}

const INSERT = `INSERT INTO payment (id, series, place, number, customer_id, amount_minor, currency, method, reference,
    received_on, unique_key, recorded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

/** Writes a payment under the next number of its series. @returns the number */
export async function insertPayment(commit: Trx, payment: NewPayment): Promise<string> {
  const { today, now, method } = payment
  const kind = method === 'opening' ? 'opening_credit' : 'payment'
  const [numbered] = await takeNumbers(commit, kind, { today, many: 1 })
  if (!numbered) throw new RangeError('A number that was taken is not there.')
  const id = await countUp(commit, 'payment', 1)
  await commit.run(INSERT, [
    ...[id, numbered.series, numbered.place, numbered.number, payment.customerId, payment.amountMinor],
    ...[payment.currency, method, payment.reference, payment.receivedOn, payment.uniqueKey, now],
  ])
  return numbered.number
}
