import { sql } from 'kysely'
import { foundBy } from '../db/customer-search.ts'
import type { Database, Db } from '../db/database.ts'
import type { CustomerType } from '../db/tables.ts'
import { readContactAs } from './contacts.ts'
import { readNumber } from './number.ts'
import type { CustomerRecord } from './queries.ts'
import type { Activity } from './set-activity.ts'

/** What a list of customers is narrowed to, and where in it the page begins. */
export interface CustomerQuery {
  /** What was typed: any part of number, name, address or contact. */
  readonly q: string
  readonly type?: CustomerType | undefined
  readonly status?: Activity | undefined
  /** By name, or those who were added last first. */
  readonly sort?: 'name' | 'newest' | undefined
  /** Those alone that mail comes back from. */
  readonly contacts?: 'bouncing' | undefined
  /** The id of the customer before the first one on the page. */
  readonly after?: number | undefined
  /** The id of the customer behind the last one on the page. */
  readonly before?: number | undefined
}

export type ListedCustomer = Pick<CustomerRecord, 'id' | 'number' | 'name' | 'type' | 'address' | 'active'>

export interface CustomerList {
  readonly customers: readonly ListedCustomer[]
  /** The id to go on after; undefined on the last page. */
  readonly next: number | undefined
  /** The id to go back before; undefined on the first page. */
  readonly previous: number | undefined
}

const CUSTOMERS_A_PAGE = 50

/**
 * A page of customers by name. A whole number or contact finds its own customers alone, by their index; anything else is
 * looked for in all that is known of a customer.
 * @param region the country of phone numbers without a country code
 */
export async function listCustomers(
  database: Database,
  query: CustomerQuery,
  { region, many = CUSTOMERS_A_PAGE }: { readonly region: string; readonly many?: number },
): Promise<CustomerList> {
  const exact = await list(database, query, { ids: await exactlyFound(database.db, query.q, region), many })
  return exact.customers.length > 0 ? exact : list(database, query, { typed: query.q, many })
}

/** Whom a list is narrowed to: customers found by an exact look, or those in whose record something typed stands. */
type Found = { readonly ids: readonly number[] } | { readonly typed: string }

async function list(
  database: Database,
  query: CustomerQuery,
  { many, ...found }: Found & { readonly many: number },
): Promise<CustomerList> {
  if ('ids' in found && found.ids.length === 0) return { customers: [], next: undefined, previous: undefined }
  const isBackwards = query.before !== undefined
  const page = await pageQuery(database, query, found, many).execute()
  const customers = page.slice(0, many)
  if (isBackwards) customers.reverse()
  const more = page.length > many
  return {
    customers,
    next: isBackwards || more ? customers.at(-1)?.id : undefined,
    previous: (isBackwards ? more : query.after !== undefined) ? customers[0]?.id : undefined,
  }
}

/** The statement behind a page: one customer more than it shows, to know whether there is another page. */
export function pageQuery(
  { db, dialect }: Pick<Database, 'db' | 'dialect'>,
  query: CustomerQuery,
  found: Found,
  many = CUSTOMERS_A_PAGE,
) {
  const isBackwards = query.before !== undefined
  const from = query.before ?? query.after
  const isNewest = query.sort === 'newest'
  const order = isBackwards === isNewest ? 'asc' : 'desc'
  let rows = db
    .selectFrom('customer')
    .select(['id', 'number', 'name', 'type', 'address', 'active'])
    .$if(!isNewest, (byName) => byName.orderBy('name', order))
    .orderBy('id', order)
    .limit(many + 1)
  if ('ids' in found) rows = rows.where('id', 'in', found.ids)
  else if (found.typed !== '') rows = rows.where(foundBy(dialect, found.typed))
  if (query.type) rows = rows.where('type', '=', query.type)
  if (query.status) rows = rows.where('active', '=', query.status === 'active' ? 1 : 0)
  if (query.contacts) rows = rows.where('id', 'in', bouncing(db))
  if (from === undefined) return rows
  const way = order === 'asc' ? '>' : '<'
  return isNewest ? rows.where('id', way, from) : rows.where(beyond(from, way))
}

/** Few among many: they are gathered by their own index, and then put in order. */
const bouncing = (db: Db) =>
  db.selectFrom('customer_contact').select('customer_id').where('bouncing_since', 'is not', null)

/** Past a customer in the order by name: pages go by key, so that none is slower than the first. */
const beyond = (id: number, way: '<' | '>') =>
  sql<boolean>`(customer.name, customer.id) ${sql.raw(way)} (SELECT edge.name, edge.id FROM customer AS edge WHERE edge.id = ${id})`

/** The customers whose own number or contact this is, by their index. */
export async function exactlyFound(db: Db, typed: string, region: string): Promise<number[]> {
  const text = typed.trim()
  if (text === '') return []
  const [own, email, phone] = [
    readNumber(text) ?? readNumber(`C${text}`),
    readContactAs('email', text, region),
    readContactAs('phone', text, region),
  ]
  const contacts = [email, phone].flatMap((read) => (read.success ? [read.contact.contact] : []))
  const rows = await db
    .selectFrom('customer')
    .select('id')
    .where('number', 'in', own ? [text, own.number] : [text])
    .$if(contacts.length > 0, (byNumber) =>
      byNumber.union(db.selectFrom('customer_contact').select('customer_id as id').where('contact', 'in', contacts)),
    )
    .limit(MOST_EXACT)
    .execute()
  return rows.map((row) => row.id)
}

// Far more than one contact has customers; a bound, since the ids travel back as parameters.
const MOST_EXACT = 1000
