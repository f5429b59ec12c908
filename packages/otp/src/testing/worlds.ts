import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { openSqlite } from '@kerbside/sqlite'
import { Pool } from 'pg'
import type { TestClock } from '../../../../tools/testing/clock.ts'
import { testClock } from '../../../../tools/testing/clock.ts'
import { createDatabase } from '../../../../tools/testing/postgres.ts'
import type { EngineOptions, OtpEngine } from '../api.ts'
import type { Order } from '../courier.ts'
import { createOtpEngine } from '../engine.ts'
import { migrate } from '../migrations.ts'
import { postgresStore } from '../postgres-store.ts'
import type { OtpEvent, Requested } from '../results.ts'
import type { Store } from '../store.ts'

/** An engine on a real database, with a courier that remembers its orders and a clock that the test moves. */
export interface World {
  engine: OtpEngine
  store: Store
  clock: TestClock
  orders: Order[]
  events: OtpEvent[]
  /** A second engine on the same database, as another process would have it. */
  another(options?: Partial<EngineOptions>): OtpEngine
  /** The code of the newest message to this address. */
  codeFor(address: string): Promise<string>
  /** Asks for a code by e-mail; a test that expects a refusal asks the engine itself. */
  ask(contact: string, more?: Partial<Parameters<OtpEngine['request']>[0]>): Promise<Requested>
}

export const KEY = 'the first key of the tests: 0123456789abcdef'

export const databases = ['sqlite', 'postgres'] as const

/** Runs one promise on each database. */
export function onBoth(
  promise: string,
  body: (world: World, t: TestContext) => Promise<void>,
  options: Partial<EngineOptions> = {},
): void {
  for (const database of databases) {
    test(`${promise} (${database})`, async (t) => body(await world(t, database, options), t))
  }
}

export async function world(
  t: TestContext,
  database: 'sqlite' | 'postgres',
  options: Partial<EngineOptions> = {},
): Promise<World> {
  const store = database === 'sqlite' ? await sqliteStore(t) : await emptyPostgres(t)
  await migrate(store)
  const clock = testClock()
  const orders: Order[] = []
  const events: OtpEvent[] = []
  const another: World['another'] = (more = {}) =>
    createOtpEngine({
      store,
      clock,
      keys: [KEY],
      courier: { enqueue: (trx, order) => trx.afterCommit(() => orders.push(order)) },
      onEvent: (event) => events.push(event),
      ...options,
      ...more,
    })
  const engine = another()
  return {
    engine,
    store,
    clock,
    orders,
    events,
    another,
    async codeFor(address) {
      const order = orders.findLast((one) => one.address === address)
      const revealed = order && (await engine.reveal(order.reference))
      if (!revealed) throw new Error(`No message to ${address} reveals a code.`)
      return revealed.code
    },
    async ask(contact, more) {
      const requested = await engine.request({ channel: 'email', contact, ...more })
      if (!requested.success) throw new Error(requested.reason)
      return requested
    },
  }
}

async function sqliteStore(t: TestContext): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-otp-'))
  const database = openSqlite(join(folder, 'otp.db'))
  t.after(async () => {
    database.close()
    await rm(folder, { recursive: true })
  })
  return database
}

async function emptyPostgres(t: TestContext): Promise<Store> {
  const pool = new Pool({ connectionString: await createDatabase(t), max: 20, pipeline: true })
  t.after(() => pool.end())
  return postgresStore(pool)
}

/** A code of the same length that is not this one. */
export const wrong = (code: string): string => String((Number(code[0]) + 1) % 10) + code.slice(1)
