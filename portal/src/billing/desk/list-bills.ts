import { sql } from 'kysely'
import { findCustomers } from '../../customers/index.ts'
import type { Database } from '../../db/database.ts'
import { documentNumberIn } from '../document-number.ts'
import { OPEN } from '../open-amounts.ts'
import type { Bill } from '../queries/bills.ts'
import { billColumns, onDay } from '../queries/bills.ts'

/** What of the bills is shown: all, those with something to pay, those that should have been paid, those that are settled. */
export const billStandings = ['open', 'overdue', 'settled'] as const

/** What a list of bills is narrowed to, and where in it the page begins. */
export interface BillQuery {
  /** A bill's number, or anything that a customer is found by. */
  readonly q: string
  readonly standing?: (typeof billStandings)[number] | undefined
  /** `YYYY-MM`. */
  readonly month?: string | undefined
  readonly sort: 'newest' | 'oldest'
  /** The id of the bill after which the page begins. */
  readonly after?: number | undefined
}

export interface ListedBill extends Bill {
  readonly customerNumber: string
  readonly customerName: string
}

export interface BillList {
  readonly bills: readonly ListedBill[]
  /** Where to go on; undefined at the end. */
  readonly next: number | undefined
}

const MOST_CUSTOMERS = 50
// How a bill stands is stored nowhere, so bills are looked at one by one: so many take a tenth of a second.
const MOST_LOOKED_AT = 10_000

/** A page of bills as they stand today. A page that found little in many bills says where to look further. */
export async function listBills(
  database: Database,
  query: BillQuery,
  { region, many, today }: { readonly region: string; readonly many: number; readonly today: string },
): Promise<BillList> {
  const customers =
    query.q === '' ? [] : (await findCustomers(database, query.q, { region, many: MOST_CUSTOMERS })).customers
  const options = { customerIds: customers.map(({ id }) => id), many: many + 1, today }
  const rows = await pageQuery(database, query, options).execute()
  const bills = rows.slice(0, many).map((row) => ({ ...row, ...onDay(today)(row) }))
  if (rows.length > many) return { bills, next: bills.at(-1)?.id }
  if (query.standing === undefined) return { bills, next: undefined }
  const edge = await idsQuery(database, query, options)
    .offset(MOST_LOOKED_AT - 1)
    .limit(1)
    .executeTakeFirst()
  return { bills, next: edge?.id }
}

interface Options {
  readonly customerIds: readonly number[]
  readonly many: number
  readonly today: string
}

/** The statement behind a page. */
export function pageQuery({ db }: Pick<Database, 'db'>, query: BillQuery, options: Options) {
  const { many, today } = options
  const looked = idsQuery({ db }, query, options).limit(query.standing === undefined ? many : MOST_LOOKED_AT)
  const rows = db
    .selectFrom('bill')
    .innerJoin('customer', 'customer.id', 'bill.customer_id')
    .select(billColumns)
    .select(['customer.number as customerNumber', 'customer.name as customerName'])
    .where('bill.id', 'in', looked)
    .orderBy('bill.id', orderOf(query))
    .limit(many)
  return query.standing === undefined ? rows : rows.where(standings[query.standing](today))
}

const orderOf = ({ sort }: BillQuery) => (sort === 'newest' ? 'desc' : 'asc')

const standings = {
  open: (_: string) => sql<boolean>`${sql.raw(OPEN)} > 0`,
  overdue: (today: string) => sql<boolean>`(bill.due_on < ${today} AND ${sql.raw(OPEN)} > 0)`,
  settled: (_: string) => sql<boolean>`${sql.raw(OPEN)} = 0`,
} as const

/** The bills that indexes find, in the order of the list. */
function idsQuery({ db }: Pick<Database, 'db'>, query: BillQuery, { customerIds }: Options) {
  const [way, edge] = query.sort === 'newest' ? (['<', Number.MAX_SAFE_INTEGER] as const) : (['>', 0] as const)
  let rows = db
    .selectFrom('bill')
    .select('bill.id')
    .where('bill.id', way, query.after ?? edge)
    .orderBy('bill.id', orderOf(query))
  if (query.month !== undefined) rows = rows.where('bill.period', '=', query.month)
  if (query.q === '') return rows
  const found = db
    .selectFrom('bill')
    .select('id')
    .where('number', '=', documentNumberIn(query.q) ?? query.q)
    .$if(customerIds.length > 0, (byNumber) =>
      byNumber.union(db.selectFrom('bill').select('id').where('customer_id', 'in', customerIds)),
    )
  return rows.where('bill.id', 'in', found)
}
