import type { Db } from '../../db/database.ts'
import type { Locale } from '../../locales/index.ts'
import { localeOf } from '../../locales/index.ts'
import type { Parts } from '../../web/parts.ts'
import { waysOf } from '../../web/ways.ts'
import type { ReachedContact, Topic } from './topics.ts'
import type { Heard } from './who-hears.ts'
import { hearersOf } from './who-hears.ts'

/** One who is to get a message, and in which language. */
export interface Recipient extends Heard {
  readonly locale: Locale
}

/** What decides about a contact. */
export const reachedColumns = [
  'id',
  'kind',
  'address',
  'contact',
  'may_sign_in',
  'bouncing_since',
  'bouncing_reason',
  'bills_by',
  'feedback_by',
  'announcements_by',
] as const

/** A customer's contacts with all that decides whether they are written to, those that may sign in first. */
export const reachedContacts = (db: Db, customerId: number) =>
  db
    .selectFrom('customer_contact')
    .select(reachedColumns)
    .where('customer_id', '=', customerId)
    .orderBy('may_sign_in', 'desc')
    .orderBy('id')

/** What a customer chose for all contacts together. */
export const reachedCustomer = (db: Db, customerId: number) =>
  db.selectFrom('customer').select(['language', 'bills_on_paper']).where('id', '=', customerId)

/**
 * Who gets a message that can wait: the contacts that the customer chose for its topic, without those that bounce.
 * @param parts `db` may be the transaction that the message leaves with
 * @returns none for a customer who wants no such messages, or whose contacts all bounce
 */
export async function recipientsOf(
  { db, config }: { readonly db: Db } & Pick<Parts, 'config'>,
  customerId: number,
  topic: Topic,
): Promise<readonly Recipient[]> {
  const customer = await reachedCustomer(db, customerId).executeTakeFirst()
  if (!customer) return []
  const contacts: readonly ReachedContact[] = await reachedContacts(db, customerId).execute()
  const rules = { ways: waysOf(config), onPaper: customer.bills_on_paper === 1 }
  const locale = localeOf(customer.language)
  return hearersOf(topic, contacts, rules).map((heard) => ({ ...heard, locale }))
}
