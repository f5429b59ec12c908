import type { Row, Step, Trx } from '@kerbside/otp'
import { answer } from '@kerbside/otp'
import type { Heard } from '../customers/index.ts'
import { hearersOfSecurity } from '../customers/index.ts'
import type { Parts } from '../web/parts.ts'
import { waysOf } from '../web/ways.ts'
import type { Door } from './ask-for-code.ts'

/** Where news of a contact's sign-in goes. */
export interface OwnerAddress extends Heard {
  readonly locale: string
}

// Another contact of the same customers hears of it first: whoever took this one over does not read that one.
const CUSTOMERS_OTHER_CONTACT = `SELECT other.kind, other.address, other.contact, other.bouncing_since, customer.language
  FROM customer_contact own JOIN customer ON customer.id = own.customer_id AND customer.active = 1
    JOIN customer_contact other ON other.customer_id = customer.id
  WHERE own.contact = $1 AND own.may_sign_in = 1
  ORDER BY CASE WHEN other.contact = $1 THEN 1 ELSE 0 END, other.kind, other.id LIMIT 20`
const STAFFS_ADDRESS = `SELECT email AS address, language FROM staff WHERE contact = $1`

/** Where the owner of a contact hears of what was done with it; undefined when nobody can be told. */
export function* findOwnerAddress(
  { config }: Pick<Parts, 'config'>,
  trx: Trx,
  door: Door,
  contact: string,
): Step<OwnerAddress | undefined> {
  if (door === 'staff') {
    const row: Row | undefined = yield* answer(trx.get(STAFFS_ADDRESS, [contact]))
    return row && { channel: 'email', address: String(row['address']), locale: String(row['language']) }
  }
  const rows = yield* answer(trx.all(CUSTOMERS_OTHER_CONTACT, [contact]))
  const [first] = hearersOfSecurity(rows.map(addressed), waysOf(config))
  if (!first) return undefined
  const found = rows.find(({ address, contact: canonical }) => [address, canonical].includes(first.address))
  return { ...first, locale: String(found?.['language']) }
}

const addressed = (row: Row) => ({
  kind: row['kind'] === 'phone' ? ('phone' as const) : ('email' as const),
  address: String(row['address']),
  contact: String(row['contact']),
  bouncing_since: row['bouncing_since'] === null ? null : Number(row['bouncing_since']),
})
