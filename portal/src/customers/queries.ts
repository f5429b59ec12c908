import type { Insertable, Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { CustomerContactRow, CustomerRow } from '../db/tables.ts'
import type { Contact, ContactUse } from './contacts.ts'

/** A customer's record, as staff see it. */
export type CustomerRecord = Readonly<
  Pick<
    Selectable<CustomerRow>,
    'id' | 'number' | 'name' | 'type' | 'address' | 'language' | 'since' | 'active' | 'updated_at'
  >
>

/** A contact in a customer's record. */
export type ContactRecord = Readonly<
  Pick<
    Selectable<CustomerContactRow>,
    'id' | 'kind' | 'address' | 'contact' | 'may_sign_in' | 'bouncing_since' | 'bouncing_reason'
  >
>

const customerColumns = [
  'id',
  'number',
  'name',
  'type',
  'address',
  'language',
  'since',
  'active',
  'updated_at',
] as const

const contactColumns = ['id', 'kind', 'address', 'contact', 'may_sign_in', 'bouncing_since', 'bouncing_reason'] as const

/** A customer by number, active or not. */
export const customerByNumber = (db: Db, number: string): Promise<CustomerRecord | undefined> =>
  db.selectFrom('customer').select(customerColumns).where('number', '=', number).executeTakeFirst()

/** A customer's contacts, those that may sign in first, in the order in which they were added. */
export const contactsOf = (db: Db, customerId: number): Promise<ContactRecord[]> =>
  db
    .selectFrom('customer_contact')
    .select(contactColumns)
    .where('customer_id', '=', customerId)
    .orderBy('may_sign_in', 'desc')
    .orderBy('id')
    .execute()

/** A customer who has a contact, whatever it may be used for and whether or not the customer is active. */
export type ContactOwner = Readonly<Pick<Selectable<CustomerRow>, 'id' | 'number' | 'name' | 'active'>>

/** All customers who have one of these canonical contacts, by name, each beside the contact. */
export const customersOfContacts = (
  db: Db,
  contacts: readonly string[],
): Promise<(ContactOwner & { readonly contact: string })[]> =>
  db
    .selectFrom('customer_contact')
    .innerJoin('customer', 'customer.id', 'customer_contact.customer_id')
    .select(['customer.id', 'customer.number', 'customer.name', 'customer.active', 'customer_contact.contact'])
    .where('customer_contact.contact', 'in', contacts.length > 0 ? contacts : [''])
    .orderBy('customer.name')
    .orderBy('customer.id')
    .execute()

/**
 * Takes a customer's row, so that one change at a time is made to it and to its contacts. An update that changes nothing
 * locks the row on PostgreSQL; on SQLite a change is alone in any case.
 */
export const lockCustomer = (trx: Db, number: string): Promise<{ id: number; active: number } | undefined> =>
  trx
    .updateTable('customer')
    .set(({ ref }) => ({ active: ref('active') }))
    .where('number', '=', number)
    .returning(['id', 'active'])
    .executeTakeFirst()

/** Undefined when the number is in use already: the unique key decides, not a look beforehand. */
export const insertCustomer = (trx: Db, values: Insertable<CustomerRow>): Promise<{ id: number } | undefined> =>
  trx
    .insertInto('customer')
    .values(values)
    .onConflict((conflict) => conflict.column('number').doNothing())
    .returning('id')
    .executeTakeFirst()

/** Undefined when the customer has the contact already. */
export const insertContact = (
  trx: Db,
  row: { readonly customerId: number; readonly contact: Contact; readonly use: ContactUse; readonly createdAt: number },
): Promise<{ id: number } | undefined> =>
  trx
    .insertInto('customer_contact')
    .values({
      customer_id: row.customerId,
      ...row.contact,
      may_sign_in: row.use === 'sign_in' ? 1 : 0,
      created_at: row.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['customer_id', 'contact']).doNothing())
    .returning('id')
    .executeTakeFirst()

/** How many of a customer's contacts may sign in. */
export async function countSignInContacts(trx: Db, customerId: number): Promise<number> {
  const { count } = await trx
    .selectFrom('customer_contact')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('customer_id', '=', customerId)
    .where('may_sign_in', '=', 1)
    .executeTakeFirstOrThrow()
  return count
}

/** The version of a record after a change: the instant, or one more when two changes fall into one millisecond. */
export const nextVersion = (now: number) =>
  sql<number>`CASE WHEN customer.updated_at < ${now} THEN ${now} ELSE customer.updated_at + 1 END`
