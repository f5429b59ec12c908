import { firstFoundBy } from '../db/customer-search.ts'
import type { Database } from '../db/database.ts'
import type { ListedCustomer } from './list-customers.ts'
import { exactlyFound } from './list-customers.ts'

/** Whom a search found, by name. */
export interface FoundCustomers {
  /** `exact`: the number or contact is theirs; `words`: something typed stands in their record. */
  readonly by: 'exact' | 'words'
  readonly customers: readonly ListedCustomer[]
  /** Whether there are more than were asked for. */
  readonly isMore: boolean
}

/**
 * Finds customers by anything: a whole number or contact finds its own customers alone, anything else whoever has it in the
 * record. Fewer than three letters are looked for by their index alone, so that no search reads every customer.
 * @param region the country of phone numbers without a country code
 */
export async function findCustomers(
  database: Database,
  typed: string,
  { region, many }: { readonly region: string; readonly many: number },
): Promise<FoundCustomers> {
  const ids = await exactlyFound(database.db, typed, region)
  if (ids.length > 0) return foundIn(await columnsOf(database).where('id', 'in', ids).execute(), 'exact', many)
  return foundIn((await wordsQuery(database, typed, many + 1)?.execute()) ?? [], 'words', many)
}

/** The statement that looks for words, for a test that reads its plan; undefined where it would read every customer. */
export function wordsQuery(database: Pick<Database, 'db' | 'dialect'>, typed: string, many: number) {
  const condition = firstFoundBy(database.dialect, typed, many)
  return condition && columnsOf(database).where(condition)
}

const columnsOf = ({ db }: Pick<Database, 'db'>) =>
  db.selectFrom('customer').select(['id', 'number', 'name', 'type', 'address', 'active'])

const foundIn = (found: readonly ListedCustomer[], by: FoundCustomers['by'], many: number): FoundCustomers => ({
  by,
  customers: found.toSorted((one, other) => one.name.localeCompare(other.name) || one.id - other.id).slice(0, many),
  isMore: found.length > many,
})
