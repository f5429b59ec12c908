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
  const words = typed.split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return sql<SqlBool>`1 = 1`
  const conditions = words.map(dialect === 'sqlite' ? inSqlite : inPostgres)
  const key = sql.ref(dialect === 'sqlite' ? 'rowid' : 'customer_id')
  return sql<SqlBool>`customer.id in (select ${key} from customer_search where ${sql.join(conditions, sql` and `)})`
}

const inSqlite = (word: string) =>
  [...word].length < INDEXED_LETTERS
    ? sql`words like ${anywhere(word)} escape '\\'`
    : sql`customer_search match ${`"${word.replaceAll('"', '""')}"`}`

const inPostgres = (word: string) => sql`words like plain_letters(${anywhere(word)}) escape '\\'`

const anywhere = (word: string) => `%${word.replace(/[\\%_]/g, '\\$&')}%`
