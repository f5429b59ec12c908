import type { Selectable } from 'kysely'
import type { CustomerContactRow, ReachedBy } from '../../db/tables.ts'

/** What messages that can wait are about. A customer chooses for each by which contacts it comes. */
export const topics = ['bills', 'feedback', 'announcements'] as const
export type Topic = (typeof topics)[number]

/** A contact with all that decides whether it is written to. */
export type ReachedContact = Readonly<
  Pick<
    Selectable<CustomerContactRow>,
    'id' | 'kind' | 'address' | 'contact' | 'may_sign_in' | 'bouncing_since' | 'bouncing_reason' | `${Topic}_by`
  >
>

/** What a contact may be set to for each topic, in the order in which it is offered. */
export const waysFor = (kind: ReachedContact['kind'], ways: { readonly whatsapp: boolean }): readonly ReachedBy[] => {
  if (kind === 'email') return ['email', 'none']
  return ways.whatsapp ? ['sms', 'whatsapp', 'none'] : ['sms', 'none']
}

/**
 * How a contact gets the messages of a topic. Where nobody has chosen, all goes by mail, which costs nothing, and to a phone
 * only for a customer without an address that works.
 */
export function wayOf(contact: ReachedContact, topic: Topic, all: readonly ReachedContact[]): ReachedBy {
  const chosen = contact[`${topic}_by`]
  if (chosen !== null) return chosen
  if (contact.kind === 'email') return 'email'
  return all.some(({ kind, bouncing_since }) => kind === 'email' && bouncing_since === null) ? 'none' : 'sms'
}
