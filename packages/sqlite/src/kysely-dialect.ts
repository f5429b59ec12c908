import type { Dialect, Driver, Kysely } from 'kysely'
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { SqliteDatabase } from './database.ts'
import { SqliteGroupDriver } from './kysely-driver.ts'

/**
 * Kysely on a {@link SqliteDatabase}.
 *
 * - A select outside a transaction goes to the reading connection, and so answers while a transaction is open.
 * - A statement that writes, outside a transaction, joins the group commit.
 * - A transaction holds the writer until it ends. Inside it everything goes through its `trx`; a write through `db`
 *   would wait for the transaction that waits for it, and is refused after `writerWaitMs`.
 * - `setAccessMode('read only')` gives reads of one moment and leaves the writer free. Any isolation level is met: SQLite
 *   is serializable.
 * - `stream()` outside a transaction reads row by row; inside one all rows are read first.
 *
 * `destroy()` leaves the database open: who opened it closes it.
 * @example
 * const db = new Kysely<Tables>({ dialect: new SqliteGroupDialect({ database: openSqlite('data/kerbside.db') }) })
 */
export class SqliteGroupDialect implements Dialect {
  readonly #database: SqliteDatabase

  constructor(config: { readonly database: SqliteDatabase }) {
    this.#database = config.database
  }

  createAdapter(): SqliteAdapter {
    return new GroupAdapter()
  }

  createDriver(): Driver {
    return new SqliteGroupDriver(this.#database)
  }

  createIntrospector(db: Kysely<unknown>): SqliteIntrospector {
    return new SqliteIntrospector(db)
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }
}

class GroupAdapter extends SqliteAdapter {
  // Else Kysely would let one query or transaction through at a time, reads too.
  override get supportsMultipleConnections(): boolean {
    return true
  }

  // SQLite has it, and a migration that fails should leave nothing behind.
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}
