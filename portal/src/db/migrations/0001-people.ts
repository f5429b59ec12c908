import type { Dialect, Migration } from '../dialect.ts'
import { wordsOf } from '../dialect.ts'

/** Customers, the addresses they are reached at, and staff. */
export function people(dialect: Dialect): Migration {
  const { int, countedKey, end } = wordsOf(dialect)
  return {
    name: '0001_people',
    statements: [
      `CREATE TABLE customer (
        id ${countedKey},
        number text NOT NULL UNIQUE,
        name text NOT NULL,
        type text NOT NULL CHECK (type IN ('household', 'shop', 'hotel', 'institution')),
        address text NOT NULL,
        language text NOT NULL,
        active ${int} NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        since text NOT NULL,
        created_at ${int} NOT NULL,
        updated_at ${int} NOT NULL
      ) ${end}`,
      `CREATE INDEX customer_name ON customer (name, id)`,
      // address is what the customer wrote; contact is its canonical form, by which people sign in and are found.
      `CREATE TABLE customer_contact (
        id ${countedKey},
        customer_id ${int} NOT NULL REFERENCES customer (id),
        kind text NOT NULL CHECK (kind IN ('email', 'phone')),
        address text NOT NULL,
        contact text NOT NULL,
        may_sign_in ${int} NOT NULL CHECK (may_sign_in IN (0, 1)),
        created_at ${int} NOT NULL,
        UNIQUE (customer_id, contact)
      ) ${end}`,
      // Not unique: a couple, or the manager of three hotels, signs in to several customers with one contact.
      `CREATE INDEX customer_contact_contact ON customer_contact (contact)`,
      `CREATE TABLE staff (
        id ${countedKey},
        email text NOT NULL,
        contact text NOT NULL UNIQUE,
        name text NOT NULL,
        role text NOT NULL CHECK (role IN ('admin', 'billing', 'support', 'auditor')),
        language text NOT NULL,
        active ${int} NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        created_at ${int} NOT NULL
      ) ${end}`,
    ],
  }
}
