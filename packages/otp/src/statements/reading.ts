import type { Reply, Row, Step, Value } from '../store.ts'
import { answer } from '../store.ts'

/** Whatever reads rows: a transaction, or the store itself. */
export interface Reader {
  get(sql: string, values?: readonly Value[]): Reply<Row | undefined>
}

/** One row in the shape that its statement asked for: this and `rowsOf` are where that is taken on trust. */
export function* rowOf<T>(reply: Reply<Row | undefined>): Step<T | undefined> {
  return (yield* answer(reply)) as T | undefined
}

/** All rows in the shape that their statement asked for. */
export function* rowsOf<T>(reply: Reply<Row[]>): Step<T[]> {
  return (yield* answer(reply)) as T[]
}

/**
 * A read that locks its rows until the commit. SQLite has one writer, so there is nothing to lock. Locks are taken in one
 * order everywhere, so that no two steps wait for each other: flow, device, client address, the day's text messages (all,
 * country, money), contact, shard. Settling takes further flows later, but only those that nobody has locked. A client
 * address's held flows are counted by who has locked nothing else that a further step may want.
 */
export const locking = (sql: string): { readonly sqlite: string; readonly postgres: string } => ({
  sqlite: sql,
  postgres: `${sql} FOR UPDATE`,
})

/** `$1, $2 …` for that many values. */
export const placeholders = (count: number): string =>
  Array.from({ length: count }, (_, index) => `$${index + 1}`).join(', ')
