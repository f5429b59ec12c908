import type { Db } from '../db/database.ts'
import type { Refused } from '../values/refused.ts'
import type { Parts } from '../web/parts.ts'
import type { Contact, ContactUse } from './contacts.ts'
import { MOST_SIGN_IN_CONTACTS } from './contacts.ts'
import { countSignInContacts, insertContact, lockCustomer } from './queries.ts'

type ContactParts = Pick<Parts, 'change' | 'clock'>

export type ContactRefusal = 'unknown_customer' | 'unknown_contact' | 'contact_there' | 'too_many_contacts'
export type ContactChanged = { readonly success: true } | Refused<ContactRefusal>

const refused = (reason: ContactRefusal): ContactChanged => ({ success: false, reason })
const done: ContactChanged = { success: true }

/** A contact in one customer's record. */
export interface ContactPlace {
  readonly number: string
  readonly contactId: number
}

/** Adds a contact. With the customer's row held, two clerks who each add the fifth do not make six. */
export function addContact(
  { change, clock }: ContactParts,
  number: string,
  { contact, use }: { readonly contact: Contact; readonly use: ContactUse },
): Promise<ContactChanged> {
  return change(async (trx) => {
    const customer = await lockCustomer(trx, number)
    if (!customer) return refused('unknown_customer')
    if (use === 'sign_in' && (await isFull(trx, customer.id))) return refused('too_many_contacts')
    const added = await insertContact(trx, { customerId: customer.id, contact, use, createdAt: clock.now() })
    return added ? done : refused('contact_there')
  })
}

/** Lets a contact sign in that only received messages. */
export function allowSignIn({ change }: ContactParts, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return change(async (trx) => {
    const customer = await lockCustomer(trx, number)
    if (!customer) return refused('unknown_customer')
    const contact = trx.selectFrom('customer_contact').select('may_sign_in').where('id', '=', contactId)
    const found = await contact.where('customer_id', '=', customer.id).executeTakeFirst()
    if (!found) return refused('unknown_contact')
    if (found.may_sign_in === 1) return done // somebody else did it first
    if (await isFull(trx, customer.id)) return refused('too_many_contacts')
    await trx.updateTable('customer_contact').set({ may_sign_in: 1 }).where('id', '=', contactId).execute()
    return done
  })
}

/** Lets a contact receive messages and no longer sign in. */
export async function stopSignIn({ db }: Pick<Parts, 'db'>, { number, contactId }: ContactPlace) {
  const { numUpdatedRows } = await db
    .updateTable('customer_contact')
    .set({ may_sign_in: 0 })
    .where('id', '=', contactId)
    .where('customer_id', 'in', customerId(db, number))
    .executeTakeFirst()
  return numUpdatedRows === 0n ? refused('unknown_contact') : done
}

/** Takes a contact out of a customer's record. */
export async function removeContact({ db }: Pick<Parts, 'db'>, { number, contactId }: ContactPlace) {
  const { numDeletedRows } = await db
    .deleteFrom('customer_contact')
    .where('id', '=', contactId)
    .where('customer_id', 'in', customerId(db, number))
    .executeTakeFirst()
  return numDeletedRows === 0n ? refused('unknown_contact') : done
}

const customerId = (db: Db, number: string) => db.selectFrom('customer').select('id').where('number', '=', number)

const isFull = async (trx: Db, id: number) => (await countSignInContacts(trx, id)) >= MOST_SIGN_IN_CONTACTS
