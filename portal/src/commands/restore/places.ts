import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** True for a SQLite file with the tables of Kerbside in it. */
export function isCopy(file: string): boolean {
  try {
    return using(file, { readOnly: true }, (database) => tablesOf(database).has('customer'))
  } catch {
    return false
  }
}

/**
 * Why a copy cannot be put here: only a place that is missing or holds no customers takes one. Whoever else has the file open is
 * found out, too.
 */
export function placeRefusal(file: string): string | undefined {
  if (!existsSync(file) || statSync(file).size === 0) return undefined
  try {
    return using(file, { timeout: 0 }, (database) => {
      const tables = tablesOf(database)
      if (!tables.has('customer')) {
        return tables.size > 0 ? `${file} is a database of something else.` : undefined
      }
      if (database.prepare('SELECT 1 FROM customer LIMIT 1').get() !== undefined) {
        return `${file} holds customers. Move it away first, or let DATABASE_URL name another place.`
      }
      database.exec('PRAGMA journal_mode = DELETE') // only who has it alone may do that
      return undefined
    })
  } catch (error) {
    if (isBusy(error)) return `Another process uses ${file}. End it first.`
    return `${file} is no database. Move it away first.`
  }
}

function using<T>(
  file: string,
  options: ConstructorParameters<typeof DatabaseSync>[1],
  look: (database: DatabaseSync) => T,
): T {
  const database = new DatabaseSync(file, options)
  try {
    return look(database)
  } finally {
    database.close()
  }
}

const tablesOf = (database: DatabaseSync): ReadonlySet<unknown> =>
  new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => name),
  )

// https://sqlite.org/rescode.html#busy
const BUSY = 5
const isBusy = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errcode' in error && error.errcode === BUSY
