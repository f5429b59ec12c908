import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Connection } from './connection.ts'
import { SqliteError } from './errors.ts'
import type { Reply } from './group.ts'
import type { SqliteTrx } from './open-trx.ts'
import { OpenTrx } from './open-trx.ts'
import type { Reading } from './reading.ts'
import { FileReading, MemoryReading } from './reading.ts'
import type { Row, Value } from './values.ts'
import type { SqliteTransaction } from './writer.ts'
import { Writer } from './writer.ts'

/** What may be set when a database is opened; the defaults suit a server. */
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
 * @example
 * const database = openSqlite('data/kerbside.db')
 * database.exec('CREATE TABLE visit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT')
 * await database.write((trx) => trx.run('INSERT INTO visit (at) VALUES ($1)', [clock.now()]))
 * database.get('SELECT count(*) AS visits FROM visit') // { visits: 1 }
 */
export function openSqlite(file: string, options: SqliteOptions = {}): SqliteDatabase {
  return new SqliteDatabase(file, options)
}

/**
 * A database with one writing connection, whose commits are shared, and one for plain reads.
 *
 * `:memory:` has the writing connection only, so that plain reads there also see what is not committed yet.
 */
export class SqliteDatabase {
  readonly dialect = 'sqlite'
  readonly file: string
  readonly #connection: Connection
  readonly #reading: Reading
  readonly #writer: Writer
  readonly #onError: (error: unknown) => void

  constructor(file: string, options: SqliteOptions) {
    const busyMs = options.busyMs ?? 5000
    this.file = file
    this.#onError = options.onError ?? uncaught
    this.#connection = openForWriting(file, busyMs)
    this.#reading = file === MEMORY ? new MemoryReading(this.#connection) : new FileReading(file, busyMs)
    this.#writer = new Writer(this.#connection, {
      clock: options.clock ?? performance,
      writerWaitMs: options.writerWaitMs ?? 10_000,
      onError: this.#onError,
    })
  }

  /** How many statements were prepared since the opening: a hot path, once warm, adds none. */
  get prepared(): number {
    return this.#connection.statements.prepared + this.#reading.prepared
  }

  /**
   * Runs a synchronous step at once, in the transaction that it shares with the other steps of this turn of the event
   * loop. A step that throws undoes itself alone. The promise settles when the COMMIT is on disk, and is rejected with
   * what the step threw, or with what hindered the COMMIT.
   *
   * Foreign keys declared `DEFERRABLE INITIALLY DEFERRED` are looked at by the COMMIT, and so fail the whole group.
   */
  write<T>(step: (trx: SqliteTrx) => Reply<T>): Promise<T> {
    return this.#writer.write(step)
  }

  /**
   * Runs `work` in a transaction of its own, which holds the writer meanwhile; commits when it returns, and undoes
   * everything when it throws. For what must wait in the middle; whatever need not is faster with {@link write}.
   */
  async transaction<T>(work: (trx: SqliteTrx) => Promise<T>): Promise<T> {
    const transaction = await this.#writer.begin()
    try {
      const answer = await work(transaction.trx)
      transaction.commit()
      return answer
    } finally {
      transaction.rollback()
    }
  }

  /** For drivers: a transaction that must be ended by hand. */
  begin(): Promise<SqliteTransaction> {
    return this.#writer.begin()
  }

  /** For drivers: reads of one moment, that of the first, on a connection of their own; the writer is free meanwhile. */
  async beginReading(): Promise<SqliteTransaction> {
    const connection = this.#reading.open()
    if (connection === undefined) return this.#writer.begin()
    const trx = new OpenTrx(connection, 'DEFERRED', this.#onError)
    const close = () => connection.close()
    const commit = () => {
      try {
        trx.commit()
      } finally {
        close()
      }
    }
    return { trx, commit, rollback: close }
  }

  /** The first row, of committed data. */
  get(sql: string, values?: readonly Value[]): Row | undefined {
    return this.#reading.get(sql, values)
  }

  /** All rows, of committed data. */
  all(sql: string, values?: readonly unknown[]): Row[] {
    return this.#reading.all(sql, values)
  }

  /** Rows one by one, all of one moment. Leaving the loop frees what it holds. */
  stream(sql: string, values?: readonly unknown[]): Generator<Row, void, undefined> {
    return this.#reading.stream(sql, values)
  }

  /** For drivers: whether a statement only reads. SQLite itself says so. */
  reads(sql: string): boolean {
    return this.#connection.reads(sql)
  }

  /**
   * Runs statements outside of {@link write}, for tables and settings; a group that is open is committed first.
   * @throws SqliteError `writer_taken` while a transaction or a step runs
   */
  exec(sql: string): void {
    this.#writer.endGroup()
    try {
      this.#connection.exec(sql)
      if (this.#connection.inTransaction) {
        throw new SqliteError('sql', 'exec() left a transaction open; it was rolled back.', { sql })
      }
    } finally {
      if (this.#connection.inTransaction) this.#connection.control('ROLLBACK')
      this.clearStatements()
    }
  }

  /** Forgets the prepared statements: after migrations, a `SELECT *` may have other columns. */
  clearStatements(): void {
    this.#connection.statements.clear()
    this.#reading.clearStatements()
  }

  /**
   * Copies the database, as of one moment, while it is in use. The copy bears its name only once it is whole, and then
   * takes the place of a file of that name.
   */
  async backup(file: string): Promise<void> {
    if (resolve(file) === resolve(this.file)) throw new RangeError(`A backup into the database itself: ${file}`)
    const unfinished = `${file}.part`
    try {
      await rm(unfinished, { force: true })
      await this.#reading.copyTo(unfinished)
      await rename(unfinished, file)
    } finally {
      await rm(unfinished, { force: true })
    }
  }

  /** Commits the open group, rolls an open transaction back, refuses whoever waits, and closes the file. */
  close(): void {
    this.#writer.close()
    this.#reading.close()
    this.#connection.close() // last, since the last connection that may write empties the WAL
  }
}

function openForWriting(file: string, busyMs: number): Connection {
  const connection = new Connection(file, { timeout: busyMs, enableForeignKeyConstraints: true })
  try {
    const journal = connection.get('PRAGMA journal_mode = WAL')
    // SQLite stays silently with the old journal where a file system cannot share memory.
    if (file !== MEMORY && journal?.['journal_mode'] !== 'wal') {
      throw new SqliteError('cannot_open', `The file system of ${file} cannot do write-ahead logging.`)
    }
    connection.exec('PRAGMA synchronous = FULL')
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

// An afterCommit task that throws is a bug, and nobody waits for it.
function uncaught(error: unknown): never {
  throw error
}
