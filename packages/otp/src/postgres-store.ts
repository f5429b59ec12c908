import { hash } from 'node:crypto'
import type { Queried } from './postgres-trx.ts'
import { PostgresTrx } from './postgres-trx.ts'
import type { Reply, Row, Store, Trx, Value } from './store.ts'

/** What the store needs of a `pg` client: any that runs named, prepared queries in order. */
export interface ClientLike {
  query(config: NamedQuery): Promise<Queried>
  query(text: string): Promise<unknown>
  release(error?: Error | boolean): void
}

/** A statement that a connection prepares once, under its name. */
export interface NamedQuery {
  readonly name: string
  readonly text: string
  readonly values: Value[]
}

/** What the store needs of a `pg` pool. */
export interface PoolLike {
  connect(): Promise<ClientLike>
}

/** What else a store may be told. */
export interface PostgresStoreOptions {
  /** Hears of an `afterCommit` task that threw; by default that is an uncaught exception. */
  onError?: (error: unknown) => void
}

// The engine's reasoning about locks is that of READ COMMITTED, whatever the default of the database is.
const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED'

/**
 * Makes a store of a `pg` pool. Every statement is prepared once a connection; within a transaction statements are sent
 * without waiting for one another, which `new Pool({ pipeline: true })` turns into fewer round trips.
 * @example
 * const store = postgresStore(new Pool({ connectionString, pipeline: true }))
 * await migrate(store)
 * const otp = createOtpEngine({ store, courier, keys: [secret] })
 */
export function postgresStore(pool: PoolLike, { onError = uncaught }: PostgresStoreOptions = {}): Store {
  const names = new Map<string, string>()

  const ask = async (client: ClientLike, sql: string, values: readonly Value[] = []): Promise<Queried> => {
    let name = names.get(sql)
    if (name === undefined) {
      name = statementName(sql)
      names.set(sql, name)
    }
    return withNumbers(await client.query({ name, text: sql, values: [...values] }))
  }

  async function read(sql: string, values?: readonly Value[]): Promise<Row[]> {
    const client = await pool.connect()
    try {
      const { rows } = await ask(client, sql, values)
      client.release()
      return rows
    } catch (error) {
      client.release(error instanceof Error ? error : true)
      throw error
    }
  }

  async function write<T>(step: (trx: Trx) => Reply<T>): Promise<T> {
    const client = await pool.connect()
    const trx = new PostgresTrx((sql, values) => ask(client, sql, values), client.query(BEGIN))
    let result: T
    try {
      result = await step(trx)
      await trx.settled()
      await client.query('COMMIT')
    } catch (error) {
      await rollBack(client)
      throw trx.failure?.error ?? error
    }
    client.release()
    trx.runTasks(onError)
    return result
  }

  return { dialect: 'postgres', all: read, get: async (sql, values) => (await read(sql, values))[0], write }
}

// The text names its statement, so that several stores may share a pool.
const statementName = (sql: string): string => `kerbside_${hash('sha256', sql, 'hex').slice(0, 24)}`

// `pg` gives these as text, unless it has been told otherwise; ours are below 2^53.
const INT8 = 20
const NUMERIC = 1700

function withNumbers(queried: Queried): Queried {
  for (const { name, dataTypeID } of queried.fields) {
    if (dataTypeID !== INT8 && dataTypeID !== NUMERIC) continue
    for (const row of queried.rows) {
      if (typeof row[name] === 'string') row[name] = Number(row[name])
    }
  }
  return queried
}

async function rollBack(client: ClientLike): Promise<void> {
  try {
    await client.query('ROLLBACK')
  } catch (error) {
    // The connection is lost, and the server undoes what it had begun.
    client.release(error instanceof Error ? error : true)
    return
  }
  client.release()
}

// A task that throws is a bug, and nobody waits for it.
function uncaught(error: unknown): never {
  throw error
}
