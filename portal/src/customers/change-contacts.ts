import { maskContact } from '@kerbside/otp'
import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import type { Refused } from '../values/refused.ts'
import type { Contact, ContactUse } from './contacts.ts'
import { MOST_SIGN_IN_CONTACTS } from './contacts.ts'
import { endSessionsOfNobody } from './end-sessions.ts'
import { countSignInContacts, insertContact, lockCustomer } from './queries.ts'

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
  parts: Changing,
  number: string,
  { contact, use }: { readonly contact: Contact; readonly use: ContactUse },
): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const customer = await lockCustomer(trx, number)
    if (!customer) return refused('unknown_customer')
    if (use === 'sign_in' && (await isFull(trx, customer.id))) return refused('too_many_contacts')
    const added = await insertContact(trx, { customerId: customer.id, contact, use, createdAt: parts.clock.now() })
    if (!added) return refused('contact_there')
    await tell(commit, parts, 'contact_added', `customer ${number}`, { contact: maskContact(contact.contact), use })
    return done
  })
}

/** Lets a contact sign in that only received messages. */
export function allowSignIn(parts: Changing, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const customer = await lockCustomer(trx, number)
    if (!customer) return refused('unknown_customer')
    const contact = trx.selectFrom('customer_contact').select('may_sign_in').where('id', '=', contactId)
    const found = await contact.where('customer_id', '=', customer.id).executeTakeFirst()
    if (!found) return refused('unknown_contact')
    if (found.may_sign_in === 1) return done // somebody else did it first
    if (await isFull(trx, customer.id)) return refused('too_many_contacts')
    await trx.updateTable('customer_contact').set({ may_sign_in: 1 }).where('id', '=', contactId).execute()
    await tell(commit, parts, 'contact_changed', `customer ${number}`, { contact: contactId, use: 'sign_in' })
    return done
  })
}

/** Lets a contact receive messages and no longer sign in; it is signed out, unless it opens another customer's account. */
export function stopSignIn(parts: Changing, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const stopped = await trx
      .updateTable('customer_contact')
      .set({ may_sign_in: 0 })
      .where('id', '=', contactId)
      .where('customer_id', 'in', customerId(trx, number))
      .returning('contact')
      .executeTakeFirst()
    if (!stopped) return refused('unknown_contact')
    await endSessionsOfNobody(trx, [stopped.contact], parts.clock.now())
    await tell(commit, parts, 'contact_changed', `customer ${number}`, { contact: contactId, use: 'messages_only' })
    return done
  })
}

/** Takes a contact out of a customer's record, and signs it out like {@link stopSignIn}. */
export function removeContact(parts: Changing, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const removed = await trx
      .deleteFrom('customer_contact')
      .where('id', '=', contactId)
      .where('customer_id', 'in', customerId(trx, number))
      .returning('contact')
      .executeTakeFirst()
    if (!removed) return refused('unknown_contact')
    await endSessionsOfNobody(trx, [removed.contact], parts.clock.now())
    await tell(commit, parts, 'contact_removed', `customer ${number}`, { contact: maskContact(removed.contact) })
    return done
  })
}

const customerId = (db: Db, number: string) => db.selectFrom('customer').select('id').where('number', '=', number)

const isFull = async (trx: Db, id: number) => (await countSignInContacts(trx, id)) >= MOST_SIGN_IN_CONTACTS
