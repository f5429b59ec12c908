import type { RawBuilder, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Dialect } from './dialect.ts'

// SQLite's trigram index answers from three letters on; shorter words are looked for row by row.
const INDEXED_LETTERS = 3

/**
 * A condition on `customer`: its number, name, address or contacts hold every word typed, in any order, wherever in a
 * word. Accents and case do not count.
 *
 *     db.selectFrom('customer').where(foundBy(dialect, 'josé main'))
 */
export function foundBy(dialect: Dialect, typed: string): RawBuilder<SqlBool> {
  const words = wordsIn(typed)
  return words.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`customer.id in (${idsHolding(dialect, words)})`
}

/**
 * The same for the first few who are found, in no order: the search stops when it has them, however many there are.
 * @returns undefined where no word is long enough for the index, and every customer would have to be looked at
 */
export function firstFoundBy(dialect: Dialect, typed: string, many: number): RawBuilder<SqlBool> | undefined {
  const words = wordsIn(typed)
  if (!words.some((word) => lettersIn(word) >= INDEXED_LETTERS)) return undefined
  return sql<SqlBool>`customer.id in (${idsHolding(dialect, words)} limit ${sql.lit(many)})`
}

const wordsIn = (typed: string): readonly string[] => typed.split(/\s+/).filter((word) => word !== '')

const lettersIn = (word: string): number => [...word].length

function idsHolding(dialect: Dialect, words: readonly string[]): RawBuilder<unknown> {
  const conditions = words.map(dialect === 'sqlite' ? inSqlite : inPostgres)
  const key = sql.ref(dialect === 'sqlite' ? 'rowid' : 'customer_id')
  return sql`select ${key} from customer_search where ${sql.join(conditions, sql` and `)}`
}

const inSqlite = (word: string) =>
  lettersIn(word) < INDEXED_LETTERS
    ? sql`words like ${anywhere(word)} escape '\\'`
    : sql`customer_search match ${`"${word.replaceAll('"', '""')}"`}`

const inPostgres = (word: string) => sql`words like plain_letters(${anywhere(word)}) escape '\\'`

const anywhere = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
