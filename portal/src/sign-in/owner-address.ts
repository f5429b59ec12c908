import type { Row, Step, Trx } from '@kerbside/otp'
import { answer } from '@kerbside/otp'
import type { Door } from './ask-for-code.ts'

/** Where news of a contact's sign-in goes. */
export interface OwnerAddress {
  readonly channel: 'email' | 'sms'
  readonly address: string
  readonly locale: string
}

// Another contact of the same customers hears of it first: whoever took this one over does not read that one.
const CUSTOMERS_OTHER_CONTACT = `SELECT other.kind, other.address, customer.language
  FROM customer_contact own JOIN customer ON customer.id = own.customer_id AND customer.active = 1
    JOIN customer_contact other ON other.customer_id = customer.id
  WHERE own.contact = $1 AND own.may_sign_in = 1
  ORDER BY CASE WHEN other.contact = $1 THEN 1 ELSE 0 END, other.kind, other.id LIMIT 1`
const STAFFS_ADDRESS = `SELECT 'email' AS kind, email AS address, language FROM staff WHERE contact = $1`

/** Where the owner of a contact hears of what was done with it; undefined when it is nobody's any more. */
export function* findOwnerAddress(trx: Trx, door: Door, contact: string): Step<OwnerAddress | undefined> {
  const sql = door === 'staff' ? STAFFS_ADDRESS : CUSTOMERS_OTHER_CONTACT
  const row: Row | undefined = yield* answer(trx.get(sql, [contact]))
  if (!row) return undefined
  const channel = row['kind'] === 'phone' ? 'sms' : 'email'
  return { channel, address: String(row['address']), locale: String(row['language']) }
}
