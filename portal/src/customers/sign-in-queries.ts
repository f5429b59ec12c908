import type { Reply, Row, Store } from '@kerbside/otp'
import type { Locale } from '../locales/index.ts'
import { localeOf } from '../locales/index.ts'

/** A customer as sign-in and sessions know them: active, or they would not be found. */
export interface ActiveCustomer {
  readonly id: number
  readonly number: string
  readonly name: string
  readonly language: Locale
}

/** A customer whom a contact may sign in to. */
export interface SignInCustomer extends ActiveCustomer {
  /** The contact as the customer's record has it: the message goes there. */
  readonly address: string
}

/**
 * The customers whom a canonical contact (`$1`) may sign in to, by name. One statement, found by the index on the contact,
 * for known and unknown contacts alike; a customer who is deactivated looks unknown.
 */
export const SIGN_IN_CUSTOMERS = `
SELECT customer.id, customer.number, customer.name, customer.language, customer_contact.address
FROM customer_contact JOIN customer ON customer.id = customer_contact.customer_id
WHERE customer_contact.contact = $1 AND customer_contact.may_sign_in = 1 AND customer.active = 1
ORDER BY customer.name, customer.id`

/** The store or an open transaction: where a query is asked does not matter to it. */
type Reader = Pick<Store, 'all'>

/** {@link SIGN_IN_CUSTOMERS}, as values. */
export function customersByContact(reader: Reader, contact: string): Reply<SignInCustomer[]> {
  const rows = reader.all(SIGN_IN_CUSTOMERS, [contact])
  return rows instanceof Promise ? rows.then((late) => late.map(signInCustomer)) : rows.map(signInCustomer)
}

/** A row of {@link SIGN_IN_CUSTOMERS}. */
const signInCustomer = (row: Row): SignInCustomer => ({
  ...activeCustomer(row),
  address: String(row['address']),
})

/** A row with a customer's id, number, name and language. */
export function activeCustomer(row: Row): ActiveCustomer {
  return {
    id: Number(row['id']),
    number: String(row['number']),
    name: String(row['name']),
    language: localeOf(String(row['language'])),
  }
}
