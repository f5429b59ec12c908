import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { holdFile, openSqlite, SqliteGroupDialect, trxOf } from '@kerbside/sqlite'
import { Kysely } from 'kysely'
import type { Database, DatabaseOptions } from './database.ts'
import type { Tables } from './tables.ts'

/** Opens a SQLite file, and makes it with its folder when it is missing. */
export function openSqliteFile(file: string, { onError }: DatabaseOptions): Database {
  mkdirSync(dirname(file), { recursive: true })
  // It holds people's addresses: nobody else on this machine reads it. SQLite gives its journal the same rights.
  closeSync(openSync(file, 'a', 0o600))
  const store = openSqlite(file, { onError })
  const db = new Kysely<Tables>({ dialect: new SqliteGroupDialect({ database: store }) })
  return {
    dialect: 'sqlite',
    db,
    store,
    change: (step) => db.transaction().execute(async (trx) => step(trx, await trxOf(trx))),
    forgetStatements: () => store.clearStatements(),
    holdForServing: () => holdFile(file),
    async close() {
      await db.destroy()
      store.close()
    },
  }
}
