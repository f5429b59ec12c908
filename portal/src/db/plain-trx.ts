import type { Row, Trx, Value } from '@kerbside/otp'
import type { QueryResult, Transaction } from 'kysely'
import { CompiledQuery } from 'kysely'
import type { Tables } from './tables.ts'

/** A transaction of the query builder on PostgreSQL, as the packages see it: plain SQL in the same commit. */
export class PlainTrx implements Trx {
  readonly dialect = 'postgres'
  readonly #trx: Transaction<Tables>
  readonly #tasks: (() => void)[]
  readonly #unsettled: Promise<unknown>[] = []

  /** @param tasks takes what is to run after the commit; whoever commits runs them */
  constructor(trx: Transaction<Tables>, tasks: (() => void)[]) {
    this.#trx = trx
    this.#tasks = tasks
  }

  async get(sql: string, values?: readonly Value[]): Promise<Row | undefined> {
    return (await this.all(sql, values))[0]
  }

  async all(sql: string, values?: readonly Value[]): Promise<Row[]> {
    return (await this.#send(sql, values)).rows
  }

  run(sql: string, values?: readonly Value[]): Promise<number> {
    const changed = this.#send(sql, values).then((result) => Number(result.numAffectedRows ?? 0))
    changed.catch(() => {}) // nobody need wait for it: `settled` does
    return changed
  }

  afterCommit(task: () => void): void {
    this.#tasks.push(task)
  }

  /** Waits for what nobody awaited: PostgreSQL would answer COMMIT after a failed statement by a silent rollback. */
  async settled(): Promise<void> {
    await Promise.all(this.#unsettled)
  }

  #send(sql: string, values: readonly Value[] = []): Promise<QueryResult<Row>> {
    const query = CompiledQuery.raw(sql, [...values])
    // The row type of plain SQL is what the database gives.
    const sent = this.#trx.executeQuery(query) as Promise<QueryResult<Row>>
    sent.catch(() => {}) // `settled` throws it
    this.#unsettled.push(sent)
    return sent
  }
}
