/** What a column can hold on both databases. Booleans are 0 and 1, instants epoch milliseconds. */
export type Value = string | number | bigint | null | Uint8Array

/** One row, by column name. Integers come as numbers: all of ours are below 2^53. */
export type Row = Record<string, Value>

/** An answer at once (SQLite) or later (PostgreSQL). */
export type Reply<T> = T | Promise<T>

/**
 * One open transaction. SQL texts write their parameters as `$1`, `$2` … on both databases, and the text is the key of
 * the prepared statement. On SQLite each call answers at once; on PostgreSQL calls are sent in order without waiting for
 * one another.
 */
export interface Trx {
  readonly dialect: 'sqlite' | 'postgres'
  /** The first row, if there is one. */
  get(sql: string, values?: readonly Value[]): Reply<Row | undefined>
  /** All rows. */
  all(sql: string, values?: readonly Value[]): Reply<Row[]>
  /** The number of rows changed. */
  run(sql: string, values?: readonly Value[]): Reply<number>
  /** Runs the task once the transaction is on disk, never after a rollback. */
  afterCommit(task: () => void): void
}

/** Where the outbox lies: `openSqlite(file)` of @kerbside/sqlite fits, and so does a thin wrapper of a `pg` pool. */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  /** Runs a step in one transaction and settles after its commit. On SQLite the step must be synchronous. */
  write<T>(step: (trx: Trx) => Reply<T>): Promise<T>
  /** A plain read of committed rows: the first, if there is one. */
  get(sql: string, values?: readonly Value[]): Reply<Row | undefined>
}

/**
 * Subscribes to a topic that other processes notify (`LISTEN` on PostgreSQL).
 * @returns what ends the subscription
 */
export type Listen = (topic: string, onNotice: () => void) => Reply<() => Reply<void>>

/** Goes on with a reply: at once when it is there. */
export function then<T, U>(reply: Reply<T>, next: (value: T) => Reply<U>): Reply<U> {
  return reply instanceof Promise ? reply.then(next) : next(reply)
}

/** Many replies as one: at once when all are there. */
export function every<T>(replies: readonly Reply<T>[]): Reply<T[]> {
  const values: T[] = []
  for (const reply of replies) {
    if (reply instanceof Promise) return Promise.all(replies)
    values.push(reply)
  }
  return values
}
