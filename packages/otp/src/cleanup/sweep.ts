import type { Store, Value } from '../store.ts'

/** Which rows of a table may go. */
export interface Sweep {
  readonly table: string
  /** The primary key, by which the table is walked. */
  readonly key: string
  /** Where the walk begins: no key is below it. */
  readonly from: Value
  /** A condition whose parameters are `values`, from `$1` on. */
  readonly isIdle: string
  readonly values: readonly Value[]
}

/**
 * Walks a table by its key and deletes what is idle, a page at a time, each in a transaction of its own. The condition
 * stands in the DELETE itself, so that a row which somebody has just locked and changed is judged by what it is then.
 */
export async function sweep(store: Store, { table, key, from, isIdle, values }: Sweep, rows: number): Promise<void> {
  const here = `$${values.length + 1}`
  const there = `$${values.length + 2}`
  const nextPage = `SELECT ${key} AS key FROM ${table} WHERE ${key} >= $1 ORDER BY ${key} LIMIT 1 OFFSET $2`
  const clearPage = `DELETE FROM ${table} WHERE ${key} >= ${here} AND ${key} < ${there} AND ${isIdle}`
  const clearRest = `DELETE FROM ${table} WHERE ${key} >= ${here} AND ${isIdle}`
  let page: Value = from
  for (;;) {
    const next: Value | undefined = (await store.get(nextPage, [page, rows]))?.['key']
    const bounds = next === undefined ? [page] : [page, next]
    await store.write((trx) => trx.run(next === undefined ? clearRest : clearPage, [...values, ...bounds]))
    if (next === undefined) return
    page = next
  }
}
