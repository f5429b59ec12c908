import type { Connection, Executed } from './connection.ts'
import { SqliteError } from './errors.ts'
import type { Row, Value } from './values.ts'

/**
 * One open transaction. Each call answers at once. SQL uses `$1`, `$2` … (or `?`), and its text is the key under which
 * the prepared statement is kept.
 */
export interface SqliteTrx {
  readonly dialect: 'sqlite'
  get(sql: string, values?: readonly Value[]): Row | undefined
  all(sql: string, values?: readonly Value[]): Row[]
  /** @returns how many rows were changed */
  run(sql: string, values?: readonly Value[]): number
  /** For query builders: rows where the statement gives some, else the count of changed rows and the last rowid. */
  execute(sql: string, values?: readonly unknown[]): Executed
  /** Runs the task once the transaction is on disk; drops it when the transaction, or its savepoint, is undone. */
  afterCommit(task: () => void): void
  /** From here on the transaction can be undone alone. */
  savepoint(name: string): void
  /** Keeps what was done since the savepoint, and forgets the savepoint. */
  release(name: string): void
  /** Undoes what was done since the savepoint, its afterCommit tasks too. The savepoint stays. */
  rollbackTo(name: string): void
}

/**
 * A transaction on one connection, as whoever drives it sees it.
 *
 *     begin → (savepoint → release | rollbackTo)* → commit | rollback
 *
 * `pause` shuts it for callers between the steps of a group. `lost` is set when SQLite itself rolled everything back
 * (full disk, `RAISE(ROLLBACK)`): whatever ran afterwards would stand in no transaction, so nothing runs any more.
 */
export class OpenTrx implements SqliteTrx {
  readonly dialect = 'sqlite'
  lost: unknown
  readonly #connection: Connection
  readonly #onError: (error: unknown) => void
  #open = true
  readonly #tasks: (() => void)[] = []
  readonly #savepoints: { name: string; tasks: number }[] = []

  constructor(connection: Connection, mode: 'IMMEDIATE' | 'DEFERRED', onError: (error: unknown) => void) {
    this.#connection = connection
    this.#onError = onError
    connection.control(`BEGIN ${mode}`)
  }

  get isOpen(): boolean {
    return this.#open
  }

  get(sql: string, values?: readonly Value[]): Row | undefined {
    this.#needOpen()
    try {
      return this.#connection.get(sql, values)
    } catch (error) {
      throw this.#noticed(error)
    }
  }

  all(sql: string, values?: readonly Value[]): Row[] {
    this.#needOpen()
    try {
      return this.#connection.all(sql, values)
    } catch (error) {
      throw this.#noticed(error)
    }
  }

  run(sql: string, values?: readonly Value[]): number {
    this.#needOpen()
    try {
      return this.#connection.run(sql, values)
    } catch (error) {
      throw this.#noticed(error)
    }
  }

  execute(sql: string, values?: readonly unknown[]): Executed {
    this.#needOpen()
    try {
      return this.#connection.execute(sql, values)
    } catch (error) {
      throw this.#noticed(error)
    }
  }

  afterCommit(task: () => void): void {
    this.#needOpen()
    this.#tasks.push(task)
  }

  pause(): void {
    this.#open = false
  }

  resume(): void {
    this.#open = this.lost === undefined
  }

  savepoint(name: string): void {
    this.#needOpen()
    this.#connection.control(`SAVEPOINT ${quoted(name)}`)
    this.#savepoints.push({ name, tasks: this.#tasks.length })
  }

  release(name: string): void {
    this.#needOpen()
    this.#connection.control(`RELEASE ${quoted(name)}`)
    this.#savepoints.length = this.#savepointIndex(name)
  }

  rollbackTo(name: string): void {
    this.#needOpen()
    this.#connection.control(`ROLLBACK TO ${quoted(name)}`)
    const index = this.#savepointIndex(name)
    this.#tasks.length = this.#savepoints[index]?.tasks ?? 0
    this.#savepoints.length = index + 1
  }

  /** @throws what hindered the COMMIT, after everything was undone */
  commit(): void {
    this.#open = false
    try {
      if (this.lost !== undefined) throw this.lost
      this.#connection.control('COMMIT')
    } catch (error) {
      this.rollback()
      throw error
    }
    this.#runTasks()
  }

  rollback(): void {
    this.#open = false
    if (this.#connection.inTransaction) this.#connection.control('ROLLBACK')
  }

  #runTasks(): void {
    for (const task of this.#tasks) {
      try {
        task()
      } catch (error) {
        // Later, so that nothing thrown in there keeps the next task from running.
        queueMicrotask(() => this.#onError(error))
      }
    }
  }

  #savepointIndex(name: string): number {
    return this.#savepoints.findLastIndex((savepoint) => savepoint.name === name)
  }

  #needOpen(): void {
    if (this.#open) return
    throw new SqliteError('transaction_over', 'This transaction is over; a step uses its trx only until it returns.', {
      cause: this.lost,
    })
  }

  #noticed(error: unknown): unknown {
    if (!this.#connection.inTransaction) {
      this.#open = false
      this.lost = error
    }
    return error
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
