import assert from 'node:assert/strict'
import { test } from 'node:test'
import { idsOf } from '../codes/ids.ts'
import type { Store } from '../store.ts'
import { sqliteStore } from '../testing/stores.ts'
import type { Asked } from '../testing/watched-store.ts'
import { watchedStore } from '../testing/watched-store.ts'
import type { World } from '../testing/worlds.ts'
import { databases, onBoth, world, worldOn } from '../testing/worlds.ts'
import { BUDGET_COLUMNS } from './budget.ts'
import { FLOW_COLUMNS } from './flow.ts'

const HOUR = 3_600_000

onBoth('the lists of columns are the columns of their tables', async ({ store }) => {
  for (const [table, columns] of [
    ['otp', FLOW_COLUMNS],
    ['contact_budget', BUDGET_COLUMNS],
  ] as const) {
    const known =
      store.dialect === 'sqlite'
        ? `SELECT name FROM pragma_table_info('${table}')`
        : `SELECT column_name AS name FROM information_schema.columns WHERE table_name = '${table}' ORDER BY ordinal_position`
    assert.deepEqual(
      (await store.all(known)).map(({ name }) => name),
      columns,
    )
  }
})

/** Every way through the engine that a sign-in may take, once. */
async function everyWay({ ask, engine, clock, codeFor, passFor }: World, contact: string): Promise<void> {
  const client = '192.0.2.7'
  const { flow } = await ask(contact, { client })
  await engine.verify({ flow, code: '000000' })
  await engine.verify({ flow, code: '' })
  clock.advance(30_000)
  await ask(contact, { client, current: flow })
  clock.advance(60_000)
  await engine.resend({ flow })
  await engine.look(flow)
  await engine.verify({ flow, code: await codeFor(contact) })
  await ask(contact, { client })
  await ask(contact, { client, caller: 'a string of one browser' })
  const held = await ask(contact, { client })
  await engine.resend({ flow: held.flow })
  await engine.verify({ contact, otpType: 'email', code: '000000', caller: 'a string of one browser' })
  await engine.resend({ flow: held.flow, pass: await passFor(contact) })
  await engine.verify({ flow: held.flow, code: await codeFor(contact) })
  const waiting = await ask(contact, { client })
  clock.advance(3 * HOUR)
  await engine.resend({ flow: waiting.flow, client })
  clock.advance(3 * HOUR)
  await ask(contact, { client })
  await engine.cleanup()
  await engine.end(flow)
}

test('once every way has been taken, none prepares a statement again (sqlite)', async (t) => {
  const store = await sqliteStore(t)
  const walker = worldOn(store)
  await everyWay(walker, 'ana@example.com')
  const { prepared } = store
  walker.clock.advance(48 * HOUR)
  await everyWay(walker, 'ben@example.com')
  await everyWay(walker, 'cat@example.com')
  assert.equal(store.prepared, prepared)
})

const FILL = {
  sqlite: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)`,
  postgres: `WITH n(i) AS (SELECT * FROM generate_series(1, 20000))`,
}
const HASH = { sqlite: 'randomblob(16)', postgres: `decode(md5(i::text), 'hex')` }

/** Old flows and quiet contacts, as a system that has run for a while holds them. */
async function fill(store: Store, from: number): Promise<void> {
  const { dialect } = store
  const flows = `INSERT INTO otp (id, secret_hash, contact, otp_type, created_at, max_attempts, purpose, channel, locale, recipient,
      decoy, refused, lane, state, min_length, expiry_ms, ends_at, settled)
    ${FILL[dialect]} SELECT ${from} + i, ${HASH[dialect]}, ${HASH[dialect]}, 'email', 0, 5, 'sign-in', 'email', 'en', 'a@b.example',
      0, 0, 'stranger', 'used', 6, 300000, 0, 1 FROM n`
  const budgets = `INSERT INTO contact_budget (contact, lane_tat, s_clear, s_staked, k_clear, k_staked)
    ${FILL[dialect]} SELECT ${HASH[dialect]}, 0, 0, 0, 0, 0 FROM n`
  for (const sql of [flows, budgets, 'ANALYZE']) await store.write((trx) => trx.run(sql))
}

test('no statement of a sign-in reads a whole table', async (t) => {
  for (const database of databases) {
    await t.test(database, async (t) => {
      const { store, clock } = await world(t, database)
      const from = idsOf(0).next(clock.now() - 30_000)
      await fill(store, from)
      const asked = new Map<string, Asked>()
      const walker = worldOn(
        watchedStore(store, (one) => asked.set(one.sql, one)),
        { clock },
      )
      await everyWay(
        { ...walker, clock, engine: { ...walker.engine, cleanup: async () => ({ settled: 0, deleted: 0 }) } },
        'ana@example.com',
      )
      assert.ok(asked.size >= 15)
      for (const { sql, values } of asked.values()) {
        const plan = await planOf(store, sql, values)
        assert.doesNotMatch(
          plan,
          /Seq Scan on (otp|contact_budget)\b|SCAN (otp|contact_budget)\b(?! USING)/,
          `${sql}\n${plan}`,
        )
      }
    })
  }
})

async function planOf(store: Store, sql: string, values: Asked['values']): Promise<string> {
  const explain = store.dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
  return (await store.all(`${explain} ${sql}`, values)).map((row) => Object.values(row).join(' ')).join('\n')
}
