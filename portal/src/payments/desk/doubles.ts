import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** What is about to be recorded. */
export interface Intended {
  readonly customer: string
  readonly amountMinor: number
  readonly reference: string
  readonly receivedOn: string
  readonly uniqueKey: string
}

/** A payment that is there already and looks like the one that is about to be recorded. */
export interface Double {
  readonly number: string
  readonly customerNumber: string
  readonly customerName: string
  readonly receivedOn: string
  readonly reference: string
}

const MOST_SHOWN = 3

/**
 * Payments that may be the same one: of this customer with the amount and the day, or of anybody with the reference and the
 * amount. One that was reversed is none.
 */
export const doublesOf = (db: Db, { customer, amountMinor, reference, receivedOn, uniqueKey }: Intended) => {
  const sameDay = db
    .selectFrom('payment')
    .innerJoin('customer', 'customer.id', 'payment.customer_id')
    .select('payment.id')
    .where('customer.number', '=', customer)
    .where('payment.received_on', '=', receivedOn)
    .where('payment.amount_minor', '=', amountMinor)
  const sameReference = db
    .selectFrom('payment')
    .select('id')
    .where('reference', '<>', '')
    .where(sql<boolean>`lower(reference) = lower(${reference})`)
    .where('amount_minor', '=', amountMinor)
  return db
    .selectFrom('payment')
    .innerJoin('customer', 'customer.id', 'payment.customer_id')
    .select(['payment.number', 'customer.number as customerNumber', 'customer.name as customerName'])
    .select(['payment.received_on as receivedOn', 'payment.reference'])
    .where('payment.id', 'in', reference === '' ? sameDay : sameDay.union(sameReference))
    .where('payment.unique_key', '<>', uniqueKey)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('reversal').select('id').whereRef('reversal.payment_id', '=', 'payment.id'))),
    )
    .orderBy('payment.id', 'desc')
    .limit(MOST_SHOWN)
}
