import type { Database } from '../db/database.ts'
import type { CsvColumn } from '../web/csv.ts'
import type { CustomerQuery } from './list-customers.ts'
import { listCustomers } from './list-customers.ts'

const CUSTOMERS_A_PIECE = 500

/** A customer as a line of a file. */
export interface ExportedCustomer {
  readonly number: string
  readonly name: string
  readonly type: string
  readonly address: string
  readonly language: string
  readonly since: string
  readonly active: number
  readonly emails: readonly string[]
  readonly phones: readonly string[]
}

/** All customers of a list, read piece by piece in its order. */
export async function* exportedCustomers(
  database: Database,
  query: CustomerQuery,
  region: string,
): AsyncGenerator<readonly ExportedCustomer[]> {
  const { before: _, ...list } = query
  for (let after = query.after, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const { customers, next } = await listCustomers(database, { ...list, after }, { region, many: CUSTOMERS_A_PIECE })
    yield await completed(
      database,
      customers.map(({ id }) => id),
    )
    after = next
  }
}

/** The whole records of some customers, in the order of their ids here. */
async function completed({ db }: Database, ids: readonly number[]): Promise<readonly ExportedCustomer[]> {
  if (ids.length === 0) return []
  const records = await db
    .selectFrom('customer')
    .select(['id', 'number', 'name', 'type', 'address', 'language', 'since', 'active'])
    .where('id', 'in', ids)
    .execute()
  const contacts = await db
    .selectFrom('customer_contact')
    .select(['customer_id', 'kind', 'contact'])
    .where('customer_id', 'in', ids)
    .orderBy('id')
    .execute()
  const contactsOf = Map.groupBy(contacts, ({ customer_id }) => customer_id)
  const byId = new Map(records.map((record) => [record.id, record]))
  return ids.flatMap((id) => {
    const record = byId.get(id)
    const own = contactsOf.get(id) ?? []
    const of = (kind: string) => own.filter((contact) => contact.kind === kind).map(({ contact }) => contact)
    return record ? [{ ...record, emails: of('email'), phones: of('phone') }] : []
  })
}

/** The columns that `import-customers` reads, so that what is taken out can be taken in; it passes over the last one. */
export const customerColumns: readonly CsvColumn<ExportedCustomer>[] = [
  { heading: 'name', kind: 'text', cell: ({ name }) => name },
  { heading: 'type', kind: 'plain', cell: ({ type }) => type },
  { heading: 'email', kind: 'text', cell: ({ emails }) => emails.join(';') },
  // Canonical, so a plus and digits: no formula, and a number to a spreadsheet at worst.
  { heading: 'phone', kind: 'plain', cell: ({ phones }) => phones.join(';') },
  { heading: 'address', kind: 'text', cell: ({ address }) => address },
  { heading: 'language', kind: 'plain', cell: ({ language }) => language },
  { heading: 'number', kind: 'text', cell: ({ number }) => number },
  { heading: 'since', kind: 'plain', cell: ({ since }) => since },
  { heading: 'status', kind: 'plain', cell: ({ active }) => (active === 1 ? 'active' : 'inactive') },
]
