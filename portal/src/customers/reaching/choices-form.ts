import { z } from 'zod'
import type { ReachedBy } from '../../db/tables.ts'
import { ticked } from '../../ui/index.ts'
import type { Ways } from '../../web/ways.ts'
import type { ContactChoice } from './save-choices.ts'
import type { ReachedContact, Topic } from './topics.ts'
import { topics, wayOf, waysFor } from './topics.ts'

/** The field of one contact and one topic. */
export const fieldOf = (topic: Topic, { id }: Pick<ReachedContact, 'id'>): string => `${topic}-${id}`

/** The form in which a customer chooses; of a contact that was added meanwhile nothing is said, and nothing changed. */
export function choicesForm(contacts: readonly ReachedContact[], ways: Ways) {
  const fields = contacts.flatMap((contact) =>
    topics.map((topic) => [fieldOf(topic, contact), z.enum(waysFor(contact.kind, ways)).optional()] as const),
  )
  return z.object(Object.fromEntries(fields)).transform((chosen) =>
    contacts.map((contact): ContactChoice => {
      const of = (topic: Topic): ReachedBy => chosen[fieldOf(topic, contact)] ?? wayOf(contact, topic, contacts)
      return {
        id: contact.id,
        bills_by: of('bills'),
        feedback_by: of('feedback'),
        announcements_by: of('announcements'),
      }
    }),
  )
}

/** The box that only staff see. */
export const paperForm = z.object({ paper: z.literal(ticked).optional() })

/** The form as it is now. A way that is not offered any more shows as the one that stands in for it. */
export function filledChoices(contacts: readonly ReachedContact[], ways: Ways): Record<string, string> {
  const fields = contacts.flatMap((contact) =>
    topics.map((topic) => {
      const way = wayOf(contact, topic, contacts)
      return [fieldOf(topic, contact), waysFor(contact.kind, ways).includes(way) ? way : 'sms'] as const
    }),
  )
  return Object.fromEntries(fields)
}
