import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { postgresStore } from '@kerbside/otp'
import { openSqlite } from '@kerbside/sqlite'
import { Pool, types } from 'pg'
import type { TestClock } from '../../../../tools/testing/clock.ts'
import { testClock } from '../../../../tools/testing/clock.ts'
import { createDatabase } from '../../../../tools/testing/postgres.ts'
import type { Courier, CourierOptions } from '../courier.ts'
import { createCourier } from '../courier.ts'
import type { CourierEvent } from '../events.ts'
import type { Kind, Message } from '../message.ts'
import { migrate } from '../migrations.ts'
import type { Listen, Row, Store } from '../store.ts'
import type { Provider } from './provider.ts'
import { provider } from './provider.ts'

types.setTypeParser(types.builtins.INT8, Number)

/** A store whose rows a test may read. */
export interface ReadableStore extends Store {
  all(sql: string, values?: readonly (string | number)[]): Row[] | Promise<Row[]>
}

/** An outbox on a real database, with a clock that the test moves and a provider that it commands. */
export interface World {
  readonly store: ReadableStore
  readonly clock: TestClock
  /** Brings e-mail and SMS for every courier that has no other senders. */
  readonly provider: Provider
  readonly events: CourierEvent[]
  /** Hears notices, on PostgreSQL. */
  readonly listen: Listen
  /** A courier on this outbox, as one process has it. It is stopped when the test is over. */
  courier(options?: Partial<CourierOptions>): Courier
  enqueue(courier: Courier, message?: Partial<Message>): Promise<void>
  /** All rows, oldest first. */
  rows(): Promise<Row[]>
  /** The only row. */
  row(): Promise<Row>
}

export const MINUTE = 60_000

/** A text that holds a secret, for each priority one kind. */
const kinds: Readonly<Record<string, Kind>> = Object.fromEntries(
  (['urgent', 'normal', 'bulk'] as const).map((priority) => [
    priority,
    { priority, render: async ({ reference }) => ({ subject: 'Subject', text: `The secret of ${reference}` }) },
  ]),
)

/** Runs one promise on each database. */
export function onBoth(promise: string, body: (world: World, t: TestContext) => Promise<void>): void {
  for (const database of ['sqlite', 'postgres'] as const) {
    test(`${promise} (${database})`, async (t) => body(await world(t, database), t))
  }
}

export async function world(t: TestContext, database: 'sqlite' | 'postgres'): Promise<World> {
  const clock = testClock()
  const events: CourierEvent[] = []
  const provided = provider()
  const couriers: Courier[] = []
  const store = database === 'sqlite' ? await emptySqlite() : await emptyPostgres(t)
  t.after(async () => {
    provided.answer()
    await Promise.all(couriers.map((courier) => courier.stop()))
    await store.close()
  })
  await migrate(store)
  const rows = async () => [...(await store.all('SELECT * FROM outbox ORDER BY id'))]
  return {
    store,
    clock,
    provider: provided,
    events,
    listen: store.listen,
    courier(options) {
      const onEvent = (event: CourierEvent) => events.push(event)
      const senders = { email: [provided.sender], sms: [provided.sender] }
      const courier = createCourier({ store, clock, senders, kinds, onEvent, stopWithinMs: 50, ...options })
      couriers.push(courier)
      return courier
    },
    enqueue: (courier, message) => store.write((trx) => courier.enqueue(trx, messageTo(clock, message))),
    rows,
    async row() {
      const [row, ...others] = await rows()
      if (row === undefined || others.length > 0) throw new Error('The outbox holds not exactly one row.')
      return row
    },
  }
}

/** A message of a code's sort, good for five minutes. */
export function messageTo(clock: TestClock, message: Partial<Message> = {}): Message {
  return {
    kind: 'urgent',
    reference: 'R-1',
    channel: 'email',
    address: 'ann@example.org',
    locale: 'en',
    notAfter: clock.now() + 5 * MINUTE,
    silent: false,
    ...message,
  }
}

/** How the database would go about a statement. */
export async function planOf({ store }: World, sql: string, values: (string | number)[]): Promise<string> {
  const explain = store.dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
  const rows = await store.all(`${explain} ${sql}`, values)
  return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])).join('\n')
}

interface OwnedStore extends ReadableStore {
  readonly listen: Listen
  close(): Promise<void>
}

async function emptySqlite(): Promise<OwnedStore> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbside-courier-'))
  const database = openSqlite(join(folder, 'courier.db'))
  return {
    dialect: 'sqlite',
    write: (step) => database.write(step),
    get: (sql, values) => database.get(sql, values),
    all: (sql, values) => database.all(sql, values),
    listen: () => () => {},
    async close() {
      database.close()
      await rm(folder, { recursive: true })
    },
  }
}

async function emptyPostgres(t: TestContext): Promise<OwnedStore> {
  const pool = new Pool({ connectionString: await createDatabase(t), max: 20, pipeline: true })
  const store = postgresStore(pool)
  return {
    dialect: 'postgres',
    write: (step) => store.write(step),
    get: (sql, values) => store.get(sql, values),
    all: (sql, values) => store.all(sql, values),
    async listen(topic, onNotice) {
      const client = await pool.connect()
      client.on('notification', onNotice)
      client.on('error', () => {})
      await client.query(`LISTEN ${topic}`)
      return () => client.release(true)
    },
    close: () => pool.end(),
  }
}
