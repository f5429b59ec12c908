import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { ReachedBy } from '../../db/tables.ts'
import type { Refused } from '../../values/refused.ts'
import { lockCustomer } from '../queries.ts'
import { reachedContacts, reachedCustomer } from './recipients.ts'
import type { Topic } from './topics.ts'
import { topics, wayOf } from './topics.ts'

/** What is chosen for one contact. */
export type ContactChoice = { readonly id: number } & { readonly [Field in `${Topic}_by`]: ReachedBy }

export type ChoicesSaved = { readonly success: true } | Refused<'unknown_customer' | 'bills_to_nobody'>

/** Whether bills go by post; left out where only staff may say so. */
export type BillsOn = 'paper' | 'screen'

/**
 * Keeps what a customer chose. Bills reach at least one contact, unless staff say that they go by post; a customer without
 * contacts has nothing to choose.
 */
export function saveChoices(
  parts: Changing,
  number: string,
  choices: readonly ContactChoice[],
  billsOn?: BillsOn,
): Promise<ChoicesSaved> {
  return parts.change(async (trx, commit) => {
    const customer = await lockCustomer(trx, number)
    if (!customer) return { success: false, reason: 'unknown_customer' }
    const before = await reachedContacts(trx, customer.id).execute()
    const chosen = before.map((contact) => ({ ...contact, ...choices.find(({ id }) => id === contact.id) }))
    const { bills_on_paper } = await reachedCustomer(trx, customer.id).executeTakeFirstOrThrow()
    const paper = billsOn === undefined ? bills_on_paper : billsOn === 'paper' ? 1 : 0
    const reached = (topic: Topic) => chosen.filter((contact) => wayOf(contact, topic, chosen) !== 'none').length
    if (paper === 0 && chosen.length > 0 && reached('bills') === 0) return { success: false, reason: 'bills_to_nobody' }
    for (const { id, bills_by, feedback_by, announcements_by } of chosen) {
      const set = { bills_by, feedback_by, announcements_by }
      await trx.updateTable('customer_contact').set(set).where('id', '=', id).execute()
    }
    if (paper !== bills_on_paper) {
      await trx.updateTable('customer').set({ bills_on_paper: paper }).where('id', '=', customer.id).execute()
    }
    const counts = Object.fromEntries(topics.map((topic) => [topic, reached(topic)]))
    await tell(commit, parts, 'preferences_changed', `customer ${number}`, { ...counts, paper })
    return { success: true }
  })
}
