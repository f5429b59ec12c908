import type { Db } from '../../db/database.ts'
import { localeOf } from '../../locales/index.ts'
import type { Parts } from '../../web/parts.ts'
import { waysOf } from '../../web/ways.ts'
import type { Recipient } from './recipients.ts'
import { reachedColumns } from './recipients.ts'
import type { Topic } from './topics.ts'
import { hearersOf } from './who-hears.ts'

/** Who of a customer gets a message. */
export interface Reached {
  readonly recipients: readonly Recipient[]
  /** The customer gets bills by post, so that it is no harm when nobody else is told. */
  readonly onPaper: boolean
}

const nobody: Reached = { recipients: [], onPaper: false }

/**
 * {@link recipientsOf} for all customers whose ids lie in a range, in two statements.
 * @param parts `db` may be the transaction that the messages leave with
 */
export async function recipientsOfMany(
  { db, config }: { readonly db: Db } & Pick<Parts, 'config'>,
  { first, last }: { readonly first: number; readonly last: number },
  topic: Topic,
): Promise<(customerId: number) => Reached> {
  const ways = waysOf(config)
  const customers = await db
    .selectFrom('customer')
    .select(['id', 'language', 'bills_on_paper'])
    .where('id', '>=', first)
    .where('id', '<=', last)
    .execute()
  const contacts = await db
    .selectFrom('customer_contact')
    .select(['customer_id', ...reachedColumns])
    .where('customer_id', '>=', first)
    .where('customer_id', '<=', last)
    .orderBy('customer_id')
    .orderBy('may_sign_in', 'desc')
    .orderBy('id')
    .execute()
  const contactsOf = Map.groupBy(contacts, ({ customer_id }) => customer_id)
  const found = new Map(
    customers.map(({ id, language, bills_on_paper }): [number, Reached] => {
      const onPaper = bills_on_paper === 1
      const heard = hearersOf(topic, contactsOf.get(id) ?? [], { ways, onPaper })
      const locale = localeOf(language)
      return [id, { recipients: heard.map((one) => ({ ...one, locale })), onPaper }]
    }),
  )
  return (id) => found.get(id) ?? nobody
}
