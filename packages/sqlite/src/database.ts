import { Connection } from './connection.ts'
import { SqliteError } from './errors.ts'
import type { Reply } from './group.ts'
import type { SqliteTrx } from './open-trx.ts'
import type { Row, Value } from './values.ts'
import { Writer } from './writer.ts'

export interface SqliteOptions {
  /** How long SQLite waits, blocking this process, for another process that writes. Default 5000. */
  readonly busyMs?: number
  /** How long a write waits for a transaction of this process before it is refused. Default 10 000. */
  readonly writerWaitMs?: number
  /** Hears of an afterCommit task that threw; by default that is an uncaught exception. */
  readonly onError?: (error: unknown) => void
  /** Milliseconds that only grow, for the bound of a group. Default `performance`. */
  readonly clock?: { now(): number }
}

const MEMORY = ':memory:'

/**
 * Opens a database file, making it when it is missing: WAL, `synchronous=FULL`, foreign keys on.
 * @param file a path, or `:memory:`
 * @throws SqliteError `cannot_open`, `corrupt` (no database) or `busy`
 */
export function openSqlite(file: string, options: SqliteOptions = {}): SqliteDatabase {
  return new SqliteDatabase(file, options)
}

/** A database with one writing connection, whose commits are shared, and one for plain reads. */
export class SqliteDatabase {
  readonly dialect = 'sqlite'
  readonly file: string
  readonly #connection: Connection
  readonly #reader: Connection
  readonly #writer: Writer

  constructor(file: string, options: SqliteOptions) {
    const timeout = options.busyMs ?? 5000
    this.file = file
    this.#connection = new Connection(file, { timeout, enableForeignKeyConstraints: true })
    this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    this.#reader = file === MEMORY ? this.#connection : new Connection(file, { timeout, readOnly: true })
    this.#writer = new Writer(this.#connection, {
      clock: options.clock ?? performance,
      writerWaitMs: options.writerWaitMs ?? 10_000,
      onError: options.onError ?? throwLater,
    })
  }

  write<T>(step: (trx: SqliteTrx) => Reply<T>): Promise<T> {
    return this.#writer.write(step)
  }

  get(sql: string, values?: readonly Value[]): Row | undefined {
    return this.#reader.get(sql, values)
  }

  all(sql: string, values?: readonly Value[]): Row[] {
    return this.#reader.all(sql, values)
  }

  exec(sql: string): void {
    this.#writer.endGroup()
    this.#connection.exec(sql)
    this.clearStatements()
    if (this.#connection.inTransaction) {
      this.#connection.control('ROLLBACK')
      throw new SqliteError('sql', 'exec() left a transaction open; it was rolled back.', { sql })
    }
  }

  clearStatements(): void {
    this.#connection.statements.clear()
    this.#reader.statements.clear()
  }

  close(): void {
    this.#writer.close()
    this.#reader.close()
    this.#connection.close() // last, since the last connection that may write empties the WAL
  }
}

// An afterCommit task that throws is a bug, and nobody waits for it.
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}
