import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import type { CustomerType } from '../db/tables.ts'
import type { Locale } from '../locales/index.ts'
import type { Refused } from '../values/refused.ts'
import type { Contact } from './contacts.ts'
import { MOST_SIGN_IN_CONTACTS } from './contacts.ts'
import { insertContact, insertCustomer } from './queries.ts'
import { holdNumbers, passGivenNumbers, takeNumbers } from './take-number.ts'

/** What staff type of a customer; `since` is the first day of service, `YYYY-MM-DD`. */
export interface CustomerEntry {
  readonly name: string
  readonly type: CustomerType
  readonly address: string
  readonly language: Locale
  readonly since: string
}

export interface NewCustomer extends CustomerEntry {
  /** Without one the customer is given a number of ours. */
  readonly number?: string | undefined
  /** The first five may sign in, the others receive messages. */
  readonly contacts: readonly Contact[]
  /** `refuse` a customer whose name and address are there already, or `add` it all the same. */
  readonly whenThere: 'refuse' | 'add'
}

export type Added =
  | { readonly success: true; readonly number: string }
  | Refused<'number_taken'>
  | (Refused<'already_there'> & { readonly number: string })

/** Adds a customer. Two clerks, or one who clicks twice, do not make the same customer twice. */
export function addCustomer(parts: Changing, customer: NewCustomer): Promise<Added> {
  const { change, clock } = parts
  const { number: given, contacts, whenThere, ...entry } = customer
  const now = clock.now()
  return change(async (trx, commit): Promise<Added> => {
    await holdNumbers(trx)
    const there = whenThere === 'refuse' ? await sameCustomer(trx, customer) : undefined
    if (there) return { success: false, reason: 'already_there', number: there.number }
    const number = given ?? (await takeNumbers(trx, 1))()
    await passGivenNumbers(trx, [number])
    const added = await insertCustomer(trx, { ...entry, number, created_at: now, updated_at: now })
    if (!added) return { success: false, reason: 'number_taken' }
    for (const [index, contact] of contacts.entries()) {
      const use = index < MOST_SIGN_IN_CONTACTS ? 'sign_in' : 'messages_only'
      await insertContact(trx, { customerId: added.id, contact, use, createdAt: now })
    }
    await tell(commit, parts, 'user_created', `customer ${number}`)
    return { success: true, number }
  })
}

const sameCustomer = (trx: Db, { name, address }: CustomerEntry): Promise<{ number: string } | undefined> =>
  trx
    .selectFrom('customer')
    .select('number')
    .where('name', '=', name)
    .where('address', '=', address)
    .orderBy('id')
    .executeTakeFirst()
