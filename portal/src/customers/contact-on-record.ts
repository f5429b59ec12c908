import type { Db } from '../db/database.ts'

/** The customers who have a contact (canonical), active or not, by name, and what is known of it there. */
export const contactOnRecord = (db: Db, contact: string) =>
  db
    .selectFrom('customer_contact')
    .innerJoin('customer', 'customer.id', 'customer_contact.customer_id')
    .select([
      'customer.number',
      'customer.name',
      'customer.active',
      'customer_contact.address',
      'customer_contact.may_sign_in',
      'customer_contact.bouncing_since',
      'customer_contact.bouncing_reason',
    ])
    .where('customer_contact.contact', '=', contact)
    .orderBy('customer.name')
    .orderBy('customer.id')
    .execute()

/** A contact in the record of one customer. */
export type ContactOnRecord = Readonly<Awaited<ReturnType<typeof contactOnRecord>>[number]>
