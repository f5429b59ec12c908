import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertStakes } from '../testing/stakes.ts'
import { onBoth, world, wrong } from '../testing/worlds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const count = async (store: { all(sql: string): unknown }, table: string): Promise<number> => {
  const rows = await store.all(`SELECT count(*) AS many FROM ${table}`)
  return Array.isArray(rows) ? Number(rows[0]?.many) : Number.NaN
}

onBoth('an ended flow is kept for a day to be looked at, then deleted', async ({ ask, engine, clock }) => {
  const { flow } = await ask('ana@example.com')
  clock.advance(30 * MINUTE + DAY - 1)
  assert.deepEqual(await engine.cleanup(), { settled: 1, deleted: 0 })
  assert.equal((await engine.look(flow))?.live, false)
  clock.advance(1)
  assert.deepEqual(await engine.cleanup(), { settled: 0, deleted: 1 })
  assert.equal(await engine.look(flow), undefined)
})

onBoth('held flows are kept for their day, and go after it', async ({ ask, engine, clock }) => {
  for (let message = 0; message < 5; message += 1) await ask('ana@example.com')
  const held = await ask('ana@example.com')
  clock.advance(DAY - 1)
  await engine.cleanup({ keepMs: 0 })
  assert.equal((await engine.look(held.flow))?.live, true)
  clock.advance(1)
  assert.equal((await engine.look(held.flow))?.live, false)
  assert.equal((await engine.cleanup({ keepMs: 0 })).deleted, 1)
})

onBoth(
  'what is as good as absent is forgotten: full budgets and rates at rest, in pages of any size',
  async ({ ask, engine, store, clock }) => {
    for (let number = 0; number < 25; number += 1) await ask(`c${number}@example.com`, { client: `192.0.2.${number}` })
    await engine.cleanup({ keepMs: 0, batch: 3 })
    assert.deepEqual([await count(store, 'contact_budget'), await count(store, 'rate_limit')], [25, 25])
    clock.advance(3 * HOUR)
    await ask('late@example.com', { client: '192.0.2.200' })
    await engine.cleanup({ keepMs: 0, batch: 3 })
    assert.deepEqual([await count(store, 'contact_budget'), await count(store, 'rate_limit')], [1, 1])
    assert.equal(await count(store, 'otp'), 1)
  },
)

onBoth(
  'a budget stays while anything in it matters: losses, a lane, a pass, a refusal, the newest flow',
  async ({ ask, engine, codeFor, store, clock }) => {
    const { flow } = await ask('losses@example.com')
    await engine.verify({ flow, code: wrong(await codeFor('losses@example.com')) })
    for (let message = 0; message < 5; message += 1) await ask('pass@example.com')
    await ask('refusal@example.com')
    const refusing = [clock.now() + 20 * DAY, await engine.contactKey('refusal@example.com')]
    await store.write((trx) => trx.run('UPDATE contact_budget SET refuse_until = $1 WHERE contact = $2', refusing))
    const left = async () => {
      await engine.cleanup({ keepMs: 0 })
      return count(store, 'contact_budget')
    }
    clock.advance(DAY - 1)
    assert.equal(await left(), 3)
    clock.advance(1)
    assert.equal(await left(), 2)
    clock.advance(11 * DAY)
    assert.equal(await left(), 2) // a guess at six digits heals in 12.2 days
    clock.advance(2 * DAY)
    assert.equal(await left(), 1)
    clock.advance(10 * DAY)
    assert.equal(await left(), 0)
  },
)

test('a budget that a request has just locked is not deleted beneath it (postgres)', async (t) => {
  const { ask, engine, store, clock } = await world(t, 'postgres')
  await ask('ana@example.com')
  clock.advance(2 * DAY)
  await engine.cleanup({ keepMs: 3 * DAY })
  await store.write((trx) => trx.run('DELETE FROM otp'))
  let cleaning: Promise<unknown> | undefined
  await store.write(async (trx) => {
    await trx.get('SELECT contact FROM contact_budget FOR UPDATE')
    cleaning = engine.cleanup({ keepMs: 0 })
    await someoneWaits(store)
    await trx.run('UPDATE contact_budget SET s_staked = 1')
  })
  await cleaning
  assert.equal(await count(store, 'contact_budget'), 1)
})

/** Until a statement waits for a lock. */
async function someoneWaits(store: { get(sql: string): unknown }): Promise<void> {
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
  for (let tries = 0; tries < 500; tries += 1) {
    if (await store.get(waiting)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('Nobody waits for a lock.')
}

onBoth('requests and clean-ups at once leave every stake in its purse', async ({ ask, engine, store, clock }) => {
  for (let round = 0; round < 4; round += 1) {
    const contacts = Array.from({ length: 12 }, (_, number) => `c${number % 4}@example.com`)
    const asked = contacts.map((contact) => ask(contact))
    await Promise.all([...asked, engine.cleanup({ keepMs: 0, batch: 2 }), engine.cleanup({ keepMs: 0, batch: 2 })])
    await assertStakes(store, clock.now())
    clock.advance(9 * HOUR)
  }
})
