import { maskContact } from '@kerbside/otp'
import { tell } from '../../audit/index.ts'
import type { ContactChanged, ContactPlace, ContactRefusal } from '../change-contacts.ts'
import type { ContactChanging } from '../contact-news.ts'
import { tellOfContact } from '../contact-news.ts'
import type { Contact } from '../contacts.ts'
import { insertContact, lockCustomer } from '../queries.ts'

/** Contacts that a customer can come to by correcting; staff may add more. */
export const MOST_CORRECTED_CONTACTS = 10

const refused = (reason: ContactRefusal): ContactChanged => ({ success: false, reason })

/**
 * Puts the right contact beside one that mail came back from. The new one receives messages and does not sign in: that is for staff
 * to allow, who know whom they speak with. The old one goes, unless it signs in, which a correction must not take from
 * anybody: then it keeps that, and receives no messages that can wait.
 */
export function correctContact(
  parts: ContactChanging,
  { number, contactId }: ContactPlace,
  contact: Contact,
): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const customer = await lockCustomer(trx, number)
    if (!customer) return refused('unknown_customer')
    const all = await trx
      .selectFrom('customer_contact')
      .select(['id', 'contact', 'may_sign_in', 'bouncing_since'])
      .where('customer_id', '=', customer.id)
      .execute()
    const old = all.find(({ id, bouncing_since }) => id === contactId && bouncing_since !== null)
    if (!old) return refused('unknown_contact')
    if (all.length >= MOST_CORRECTED_CONTACTS) return refused('too_many_at_all')
    const row = { customerId: customer.id, contact, use: 'messages_only', createdAt: parts.clock.now() } as const
    if (!(await insertContact(trx, row))) return refused('contact_there')
    const subject = `customer ${number}`
    await tell(commit, parts, 'contact_added', subject, { contact: maskContact(contact.contact), use: 'messages_only' })
    if (old.may_sign_in === 1) {
      const silent = { bills_by: 'none', feedback_by: 'none', announcements_by: 'none' } as const
      await trx.updateTable('customer_contact').set(silent).where('id', '=', old.id).execute()
    } else {
      await trx.deleteFrom('customer_contact').where('id', '=', old.id).execute()
      await tell(commit, parts, 'contact_removed', subject, { contact: maskContact(old.contact) })
    }
    await tellOfContact(parts, trx, commit, { customer: { id: customer.id, number }, contact, event: 'messages_only' })
    return { success: true }
  })
}
