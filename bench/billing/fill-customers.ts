import { numberOf } from '../../portal/src/customers/number.ts'
import type { Database } from '../../portal/src/db/database.ts'

const given = [
  'Asha',
  'Bina',
  'Chandra',
  'Dipak',
  'Gita',
  'Hari',
  'Indira',
  'Kamala',
  'Laxmi',
  'Mohan',
  'Nabin',
  'Radhika',
]
const family = ['Adhikari', 'Bhandari', 'Gurung', 'Karki', 'Lama', 'Maharjan', 'Rai', 'Shrestha', 'Tamang', 'Thapa']
const streets = ['Lake Road', 'Temple Street', 'Mill Lane', 'Station Road', 'Hill View', 'Garden Street', 'Bridge Lane']
const types = ['household', 'household', 'household', 'household', 'shop', 'shop', 'hotel', 'institution']

const FIRST_NUMBER = 10_001
const CUSTOMERS_A_COMMIT = 2_000

const CUSTOMER = `INSERT INTO customer (number, name, type, address, language, since, created_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $7)`
const CONTACT = `INSERT INTO customer_contact (customer_id, kind, address, contact, may_sign_in, created_at)
  VALUES ($1, $2, $3, $3, 1, $4)`

/** A made-up customer. */
export interface Made {
  readonly number: string
  readonly name: string
  readonly street: string
  readonly email: string
  readonly phone: string
}

export function customerAt(index: number): Made {
  const pick = (list: readonly string[], step: number) => list[Math.floor(index / step) % list.length] ?? ''
  return {
    number: numberOf(FIRST_NUMBER + index),
    name: `${pick(given, 1)} ${pick(family, 7)}`,
    street: `${1 + (index % 997)} ${pick(streets, 13)}`,
    email: `customer${index}@example.com`,
    phone: `+97798${String(index).padStart(8, '0')}`,
  }
}

/** Puts customers on record, each with an e-mail address and every third with a phone; triggers give them their service. */
export async function fillCustomers({ store }: Pick<Database, 'store'>, many: number, now: number): Promise<void> {
  for (let at = 0; at < many; at += CUSTOMERS_A_COMMIT) {
    await store.write((trx) => {
      for (let index = at; index < Math.min(many, at + CUSTOMERS_A_COMMIT); index += 1) {
        const { number, name, street, email, phone } = customerAt(index)
        const type = types[index % types.length] ?? 'household'
        trx.run(CUSTOMER, [number, name, type, street, 'en', '2026-01-01', now])
        trx.run(CONTACT, [index + 1, 'email', email, now])
        if (index % 3 === 0) trx.run(CONTACT, [index + 1, 'phone', phone, now])
      }
    })
  }
}
