import { maskContact } from '@kerbside/otp'
import { tell } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import type { Refused } from '../values/refused.ts'
import type { ContactChanging } from './contact-news.ts'
import { tellOfContact } from './contact-news.ts'
import type { Contact, ContactUse } from './contacts.ts'
import { MOST_SIGN_IN_CONTACTS } from './contacts.ts'
import { endSessionsOfNobody } from './end-sessions.ts'
import { countSignInContacts, insertContact, lockCustomer } from './queries.ts'

export type ContactRefusal =
  | 'unknown_customer'
  | 'unknown_contact'
  | 'contact_there'
  | 'too_many_contacts'
  | 'too_many_at_all'
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
  parts: ContactChanging,
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
    const event = use === 'sign_in' ? 'signs_in' : 'messages_only'
    await tellOfContact(parts, trx, commit, { customer: { id: customer.id, number }, contact, event })
    return done
  })
}

/** Lets a contact sign in that only received messages. */
export function allowSignIn(parts: ContactChanging, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const customer = await lockCustomer(trx, number)
    if (!customer) return refused('unknown_customer')
    const found = await trx
      .selectFrom('customer_contact')
      .select(['kind', 'address', 'contact', 'bouncing_since', 'may_sign_in'])
      .where('id', '=', contactId)
      .where('customer_id', '=', customer.id)
      .executeTakeFirst()
    if (!found) return refused('unknown_contact')
    if (found.may_sign_in === 1) return done // somebody else did it first
    if (await isFull(trx, customer.id)) return refused('too_many_contacts')
    await trx.updateTable('customer_contact').set({ may_sign_in: 1 }).where('id', '=', contactId).execute()
    await tell(commit, parts, 'contact_changed', `customer ${number}`, { contact: contactId, use: 'sign_in' })
    const told = { customer: { id: customer.id, number }, contact: found, event: 'signs_in' } as const
    await tellOfContact(parts, trx, commit, told)
    return done
  })
}

/**
 * Lets a contact receive messages and no longer sign in; it is signed out, unless it opens another customer's account. The
 * devices on which it is known are forgotten in any case: the next to hold it may be somebody else.
 */
export function stopSignIn(parts: ContactChanging, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const stopped = await trx
      .updateTable('customer_contact')
      .set({ may_sign_in: 0 })
      .where('id', '=', contactId)
      .where('customer_id', 'in', customerId(trx, number))
      .returning(['customer_id', 'kind', 'address', 'contact', 'bouncing_since'])
      .executeTakeFirst()
    if (!stopped) return refused('unknown_contact')
    await endSessionsOfNobody(trx, commit, [stopped.contact], parts.clock.now())
    await parts.otp.forgetAll(commit, stopped.contact)
    await tell(commit, parts, 'contact_changed', `customer ${number}`, { contact: contactId, use: 'messages_only' })
    const customer = { id: stopped.customer_id, number }
    await tellOfContact(parts, trx, commit, { customer, contact: stopped, event: 'messages_only' })
    return done
  })
}

/** Takes a contact out of a customer's record, and signs it out like {@link stopSignIn}. */
export function removeContact(parts: ContactChanging, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const removed = await trx
      .deleteFrom('customer_contact')
      .where('id', '=', contactId)
      .where('customer_id', 'in', customerId(trx, number))
      .returning(['customer_id', 'kind', 'address', 'contact', 'bouncing_since'])
      .executeTakeFirst()
    if (!removed) return refused('unknown_contact')
    await endSessionsOfNobody(trx, commit, [removed.contact], parts.clock.now())
    await parts.otp.forgetAll(commit, removed.contact)
    await tell(commit, parts, 'contact_removed', `customer ${number}`, { contact: maskContact(removed.contact) })
    const customer = { id: removed.customer_id, number }
    await tellOfContact(parts, trx, commit, { customer, contact: removed, event: 'removed' })
    return done
  })
}

const customerId = (db: Db, number: string) => db.selectFrom('customer').select('id').where('number', '=', number)

const isFull = async (trx: Db, id: number) => (await countSignInContacts(trx, id)) >= MOST_SIGN_IN_CONTACTS
