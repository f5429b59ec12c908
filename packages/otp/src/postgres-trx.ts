import type { Row, Trx, Value } from './store.ts'

/** The part of a `pg` result that the store reads. */
export interface Queried {
  readonly rows: Row[]
  readonly rowCount: number | null
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
}

type Ask = (sql: string, values?: readonly Value[]) => Promise<Queried>

/**
 * One open transaction on PostgreSQL. Statements are sent at once and answer in order. The first one that fails is kept: after
 * it PostgreSQL refuses the rest, and would answer a COMMIT by a silent rollback.
 */
export class PostgresTrx implements Trx {
  readonly dialect = 'postgres'
  /** The first failure, that of BEGIN included; those after it happened because of it. */
  failure: { readonly error: unknown } | undefined
  readonly #ask: Ask
  readonly #tasks: (() => void)[] = []
  #last: Promise<unknown>

  constructor(ask: Ask, begun: Promise<unknown>) {
    this.#ask = ask
    this.#last = this.#watched(begun)
  }

  async get(sql: string, values?: readonly Value[]): Promise<Row | undefined> {
    return (await this.all(sql, values))[0]
  }

  async all(sql: string, values?: readonly Value[]): Promise<Row[]> {
    return (await this.#send(sql, values)).rows
  }

  run(sql: string, values?: readonly Value[]): Promise<number> {
    const changed = this.#send(sql, values).then((queried) => queried.rowCount ?? 0)
    // Nobody need wait for it: `settled` does.
    changed.catch(() => undefined)
    return changed
  }

  afterCommit(task: () => void): void {
    this.#tasks.push(task)
  }

  /** Waits for what was sent and not awaited; statements answer in order, so that the last one suffices. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined)
    if (this.failure) throw this.failure.error
  }

  /** Runs what was to happen after the commit; a task that throws keeps no other from running. */
  runTasks(onError: (error: unknown) => void): void {
    for (const task of this.#tasks) {
      try {
        task()
      } catch (error) {
        queueMicrotask(() => onError(error))
      }
    }
  }

  #send(sql: string, values?: readonly Value[]): Promise<Queried> {
    const sent = this.#watched(this.#ask(sql, values))
    this.#last = sent
    return sent
  }

  #watched<T>(sent: Promise<T>): Promise<T> {
    sent.catch((error: unknown) => {
      this.failure ??= { error }
    })
    return sent
  }
}
