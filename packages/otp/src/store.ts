/** What a column can hold on both databases. Booleans are 0 and 1, instants epoch milliseconds, bytes `Uint8Array`. */
export type Value = string | number | bigint | null | Uint8Array

/** One row, by column name. Integers come as numbers (all of ours are below 2^53). */
export type Row = Record<string, Value>

/** An answer at once (SQLite) or later (PostgreSQL). */
export type Reply<T> = T | Promise<T>

/**
 * One open transaction. SQL texts write their parameters as `$1`, `$2` … on both databases, and the text is the key of the
 * prepared statement. On SQLite each call answers at once; on PostgreSQL calls are sent in order without waiting for one
 * another, and the failure of a `run` that nobody awaited comes out at the commit.
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

/**
 * Where the engine keeps its rows: `openSqlite(file)` of @kerbside/sqlite fits, and `postgresStore(pool)` makes one of a
 * `pg` pool.
 */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  /** Runs a step in one transaction and settles after its commit. On SQLite the step must be synchronous. */
  write<T>(step: (trx: Trx) => Reply<T>): Promise<T>
  /** A plain read of committed rows: the first, if there is one. */
  get(sql: string, values?: readonly Value[]): Reply<Row | undefined>
  /** A plain read of committed rows. */
  all(sql: string, values?: readonly Value[]): Reply<Row[]>
}

/** A step written once for both databases: it yields what the database owes it, and is resumed with the answer. */
export type Step<T> = Generator<Reply<unknown>, T, unknown>

/**
 * Waits for one reply inside a step: `const row = yield* answer(trx.get(…))`. What `take` sends back is the answer of what
 * was yielded, which the type of a generator cannot say.
 */
export function* answer<T>(reply: Reply<T>): Step<T> {
  return (yield reply) as T
}

/** Sends a statement without waiting for it: on PostgreSQL its failure comes out at the commit. */
export function send(trx: Trx, sql: string, values: readonly Value[]): void {
  void trx.run(sql, values)
}

/** Drives a step: at once while the replies are there, by promises from the first one that is not. */
export function take<T>(step: Step<T>): Reply<T> {
  let turn = step.next()
  while (!turn.done) {
    const reply = turn.value
    if (reply instanceof Promise) return takeLater(step, reply)
    turn = step.next(reply)
  }
  return turn.value
}

async function takeLater<T>(step: Step<T>, first: Promise<unknown>): Promise<T> {
  let reply: Reply<unknown> = first
  for (;;) {
    let answered: unknown
    let failure: { error: unknown } | undefined
    try {
      answered = await reply
    } catch (error) {
      failure = { error }
    }
    const turn = failure ? step.throw(failure.error) : step.next(answered)
    if (turn.done) return turn.value
    reply = turn.value
  }
}
