import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CustomerRow } from '../../db/tables.ts'
import type { ImportRow } from './check-row.ts'
import { identityOf } from './read-table.ts'

/** A customer who is there already. */
export type Known = Readonly<
  Pick<
    Selectable<CustomerRow>,
    'id' | 'number' | 'name' | 'type' | 'address' | 'language' | 'since' | 'opening_balance_minor'
  >
>

/** Who may be meant by each row, in as many queries as there are ways to say who: number, contact, address. */
export async function recognise(db: Db, rows: readonly ImportRow[]): Promise<(row: ImportRow) => readonly Known[]> {
  const numbered = rows.flatMap(({ number }) => number ?? [])
  const unnumbered = rows.filter(({ number }) => number === undefined)
  const found = new Map<string, Known[]>()
  const remember = (identity: string, known: Known) => {
    const others = found.get(identity) ?? []
    if (!others.some(({ id }) => id === known.id)) found.set(identity, [...others, known])
  }
  for (const known of await byNumber(db, numbered)) {
    remember(identityOf({ ...known, contacts: [] }), known)
  }
  for (const { contact, ...known } of await byContact(db, unnumbered)) {
    const contacts = [{ kind: 'email', address: contact, contact }] as const
    remember(identityOf({ ...known, number: undefined, contacts }), known)
  }
  for (const known of await byAddress(db, unnumbered)) {
    remember(identityOf({ ...known, number: undefined, contacts: [] }), known)
  }
  return (row) => found.get(identityOf(row)) ?? []
}

const columns = [
  'customer.id',
  'customer.number',
  'customer.name',
  'customer.type',
  'customer.address',
  'customer.language',
  'customer.since',
  'customer.opening_balance_minor',
] as const

async function byNumber(db: Db, numbers: readonly string[]): Promise<Known[]> {
  if (numbers.length === 0) return []
  return db.selectFrom('customer').select(columns).where('number', 'in', numbers).execute()
}

async function byContact(db: Db, rows: readonly ImportRow[]): Promise<(Known & { readonly contact: string })[]> {
  const firsts = rows.flatMap(({ contacts }) => contacts[0]?.contact ?? [])
  if (firsts.length === 0) return []
  return db
    .selectFrom('customer')
    .innerJoin('customer_contact', 'customer_contact.customer_id', 'customer.id')
    .select([...columns, 'customer_contact.contact'])
    .where('customer_contact.contact', 'in', firsts)
    .execute()
}

/** For customers without any contact, such as those who get their bills on paper. */
async function byAddress(db: Db, rows: readonly ImportRow[]): Promise<Known[]> {
  const names = rows.filter(({ contacts }) => contacts.length === 0).map(({ name }) => name)
  if (names.length === 0) return []
  return db
    .selectFrom('customer')
    .select(columns)
    .where('name', 'in', names)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('customer_contact').select('id').whereRef('customer_contact.customer_id', '=', 'customer.id'),
        ),
      ),
    )
    .execute()
}
