import type { Reply, Row, Store, Trx, Value } from './store.ts'

/** What the store needs of a `pg` client: any that runs named, prepared queries in order. */
export interface ClientLike {
  query(config: {
    name: string
    text: string
    values: unknown[]
  }): Promise<{ rows: unknown[]; rowCount: number | null }>
  query(text: string): Promise<unknown>
  release(error?: Error | boolean): void
}

/** What the store needs of a `pg` pool. */
export interface PoolLike {
  connect(): Promise<ClientLike>
}

/**
 * Makes a store of a `pg` pool. Every statement is prepared once a connection under a name of its own; within a transaction
 * statements are sent without waiting for one another, which `new Pool({ pipeline: true })` turns into fewer round trips.
 * The pool must parse `int8` to numbers (`types.setTypeParser(20, Number)`).
 */
export function postgresStore(pool: PoolLike): Store {
  const names = new Map<string, string>()
  const nameOf = (sql: string): string => {
    let name = names.get(sql)
    if (name === undefined) {
      name = `kerbside_${names.size}`
      names.set(sql, name)
    }
    return name
  }
  const ask = (client: ClientLike, sql: string, values: readonly Value[] = []) =>
    client.query({ name: nameOf(sql), text: sql, values: values as unknown[] })

  async function read(sql: string, values?: readonly Value[]): Promise<Row[]> {
    const client = await pool.connect()
    try {
      return (await ask(client, sql, values)).rows as Row[]
    } finally {
      client.release()
    }
  }

  return {
    dialect: 'postgres',
    all: read,
    get: async (sql, values) => (await read(sql, values))[0],
    async write<T>(step: (trx: Trx) => Reply<T>): Promise<T> {
      const client = await pool.connect()
      const trx = new PostgresTrx((sql, values) => ask(client, sql, values))
      try {
        const begun = client.query('BEGIN')
        begun.catch(() => undefined)
        const result = await step(trx)
        await trx.settled()
        await client.query('COMMIT')
        client.release()
        trx.committed()
        return result
      } catch (error) {
        await rollBack(client)
        throw trx.failure ?? error
      }
    },
  }
}

async function rollBack(client: ClientLike): Promise<void> {
  try {
    await client.query('ROLLBACK')
    client.release()
  } catch (error) {
    // The connection is lost, and the server undoes what it had begun.
    client.release(error instanceof Error ? error : true)
  }
}

type Ask = (sql: string, values?: readonly Value[]) => Promise<{ rows: unknown[]; rowCount: number | null }>

class PostgresTrx implements Trx {
  readonly dialect = 'postgres'
  /** The first statement that failed: what failed after it failed because of it. */
  failure: unknown
  #ask: Ask
  #tasks: (() => void)[] = []
  #last: Promise<unknown> = Promise.resolve()

  constructor(ask: Ask) {
    this.#ask = ask
  }

  async get(sql: string, values?: readonly Value[]): Promise<Row | undefined> {
    return (await this.all(sql, values))[0]
  }

  async all(sql: string, values?: readonly Value[]): Promise<Row[]> {
    return (await this.#send(sql, values)).rows as Row[]
  }

  run(sql: string, values?: readonly Value[]): Promise<number> {
    const changed = this.#send(sql, values).then((result) => result.rowCount ?? 0)
    // Nobody need wait for it: `settled` does.
    changed.catch(() => undefined)
    return changed
  }

  afterCommit(task: () => void): void {
    this.#tasks.push(task)
  }

  /** Waits for what was sent and not awaited; statements answer in order, so the last one suffices. */
  async settled(): Promise<void> {
    await this.#last.catch(() => undefined)
    if (this.failure) throw this.failure
  }

  committed(): void {
    for (const task of this.#tasks) task()
  }

  #send(sql: string, values?: readonly Value[]): ReturnType<Ask> {
    const sent = this.#ask(sql, values)
    this.#last = sent
    sent.catch((error: unknown) => {
      this.failure ??= error
    })
    return sent
  }
}
