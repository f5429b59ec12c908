import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertStakes } from '../testing/stakes.ts'
import { sqliteStore } from '../testing/stores.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth, world, worldOn, wrong } from '../testing/worlds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR_US = 31_536_000_000_000
/** Microseconds that a stranger's guess at 6 digits costs: twice the year in 60. */
const GUESS = YEAR_US / 30

const budget = async ({ store }: World) => (await store.all('SELECT * FROM contact_budget'))[0] ?? {}

/** Spends all guesses of a flow in vain, and gives its length. */
async function guessInVain({ engine, codeFor }: World, flow: string, address: string): Promise<number> {
  const code = await codeFor(address)
  for (let guess = 0; guess < 5; guess += 1) await engine.verify({ flow, code: wrong(code) })
  return code.length
}

onBoth('a flow stakes its guesses when its code is made, and guesses and resends touch no purse', async (world) => {
  const { ask, engine, codeFor, store, clock } = world
  const { flow } = await ask('ana@example.com')
  assert.deepEqual([(await budget(world))['s_staked'], (await budget(world))['s_clear']], [5 * GUESS, 0])
  await engine.verify({ flow, code: wrong(await codeFor('ana@example.com')) })
  clock.advance(MINUTE)
  await engine.resend({ flow })
  assert.deepEqual([(await budget(world))['s_staked'], (await budget(world))['s_clear']], [5 * GUESS, 0])
  await assertStakes(store, clock.now())
})

onBoth(
  'the flow that succeeds gets everything back, its wrong guesses included; one that ends in vain loses them',
  async (world) => {
    const { ask, engine, codeFor, store, clock } = world
    const { flow } = await ask('ana@example.com')
    const code = await codeFor('ana@example.com')
    for (let guess = 0; guess < 4; guess += 1) await engine.verify({ flow, code: wrong(code) })
    assert.equal((await engine.verify({ flow, code })).success, true)
    const second = await ask('ana@example.com')
    assert.deepEqual([(await budget(world))['s_staked'], (await budget(world))['s_clear']], [5 * GUESS, 0])
    const vain = await codeFor('ana@example.com')
    for (let guess = 0; guess < 2; guess += 1) await engine.verify({ flow: second.flow, code: wrong(vain) })
    await engine.end(second.flow)
    await engine.cleanup()
    assert.deepEqual(
      [(await budget(world))['s_staked'], (await budget(world))['s_clear']],
      [0, clock.now() * 1000 + 2 * GUESS],
    )
    await assertStakes(store, clock.now())
  },
)

onBoth(
  'an open flow is settled a minute after its end, and not before: its last guess may be in the air',
  async (world) => {
    const { ask, engine, clock } = world
    await ask('ana@example.com')
    clock.advance(31 * MINUTE - 1)
    assert.equal((await engine.cleanup()).settled, 0)
    clock.advance(1)
    assert.equal((await engine.cleanup()).settled, 1)
    assert.equal((await budget(world))['s_staked'], 0)
  },
)

onBoth(
  'what is staked is the sum over the unsettled flows, in the contact and in its shard, after every step',
  async (world) => {
    const { ask, engine, store, clock, passFor } = world
    const check = () => assertStakes(store, clock.now())
    const contacts = ['ana@example.com', 'ben@example.com', 'cat@example.com']
    const flows: string[] = []
    for (const contact of contacts) {
      for (let message = 0; message < 6; message += 1) flows.push((await ask(contact)).flow)
      await check()
    }
    const [first = '', second = '', , , , held = ''] = flows
    await guessInVain(world, flows[4] ?? '', 'ana@example.com')
    await engine.end(first)
    await engine.end(held)
    await check()
    await engine.resend({ flow: second, pass: await passFor('ana@example.com') })
    await check()
    assert.equal(await engine.endAll({ otpType: 'email', canonical: 'ben@example.com', typed: 'ben@example.com' }), 5)
    await check()
    await engine.cleanup({ keepMs: 0 })
    await check()
    clock.advance(DAY)
    for (const contact of contacts) await ask(contact)
    await check()
    clock.advance(DAY)
    await engine.cleanup({ keepMs: 0 })
    await check()
    assert.deepEqual((await store.all('SELECT staked, live FROM global_budget WHERE staked > 0 OR live > 0')).length, 0)
  },
)

onBoth('a held flow that ends leaves the count of live flows alone', async (world) => {
  const { ask, engine, store, clock } = world
  for (let message = 0; message < 5; message += 1) await ask('ana@example.com')
  const held = await ask('ana@example.com')
  await engine.end(held.flow)
  assert.equal((await engine.cleanup()).settled, 0) // it had nothing at stake
  clock.advance(3 * HOUR)
  await ask('ana@example.com')
  await engine.cleanup()
  await assertStakes(store, clock.now())
  assert.equal((await store.all('SELECT sum(live) AS live FROM global_budget'))[0]?.['live'], 1)
})

test('clean-up leaves a flow that somebody has locked, with its stake, to the next one (postgres)', async (t) => {
  const { ask, engine, store, clock } = await world(t, 'postgres')
  for (let count = 0; count < 3; count += 1) await ask('ana@example.com')
  assert.equal(await engine.endAll({ otpType: 'email', canonical: 'ana@example.com', typed: 'ana@example.com' }), 3)
  clock.advance(2 * DAY)
  await store.write(async (trx) => {
    await trx.get('SELECT id FROM otp ORDER BY id LIMIT 1 FOR UPDATE')
    assert.deepEqual(await engine.cleanup({ keepMs: 0 }), { settled: 2, deleted: 2 })
  })
  await assertStakes(store, clock.now())
  assert.deepEqual(await engine.cleanup({ keepMs: 0 }), { settled: 1, deleted: 1 })
  await assertStakes(store, clock.now())
})

onBoth('codes grow as losses pile up, and guessing without end makes them nine digits at most', async (world) => {
  const { ask, engine, store, clock } = world
  const lengths: number[] = []
  for (let day = 0; day < 10; day += 1) {
    for (let flow = 0; flow < 8; flow += 1) {
      const requested = await ask('ana@example.com')
      assert.equal(requested.held, false)
      lengths.push(await guessInVain(world, requested.flow, 'ana@example.com'))
      clock.advance(3 * HOUR)
    }
    await engine.cleanup()
  }
  await assertStakes(store, clock.now())
  // 20 lost guesses at 6 digits; the flow before is settled 31 minutes after it began, so that each begins with none open.
  assert.deepEqual(lengths.slice(0, 6), [6, 6, 6, 6, 6, 7])
  assert.ok(Math.max(...lengths) <= 9, String(lengths))
  const expected = lengths.reduce((sum, length) => sum + 5 * 10 ** -length, 0)
  assert.ok(expected <= 6e-5, `the chance of a takeover is ${expected}`)
})

onBoth(
  'a known purse and that of strangers are apart: what strangers lose leaves the pass six digits',
  async (world) => {
    const { ask, engine, clock, passFor } = world
    const lengths: number[] = []
    for (let flow = 0; flow < 30; flow += 1) {
      const requested = await ask('ana@example.com')
      lengths.push(await guessInVain(world, requested.flow, 'ana@example.com'))
      clock.advance(3 * HOUR)
    }
    assert.ok((lengths.at(-1) ?? 0) > 6)
    for (let message = 0; message < 5; message += 1) await ask('ana@example.com')
    const held = await ask('ana@example.com')
    const opened = await engine.resend({ flow: held.flow, pass: await passFor('ana@example.com') })
    assert.equal(opened.success && opened.codeLength, 6)
  },
)

onBoth('a purse that can pay no code at all holds a flow, and what was settled on the way is booked', async (world) => {
  const { ask, engine, store, clock } = world
  await engine.end((await ask('ana@example.com')).flow)
  const empty = clock.now() * 1000 + YEAR_US
  await store.write((trx) => trx.run('UPDATE contact_budget SET s_clear = $1', [empty]))
  const held = await ask('ana@example.com')
  assert.deepEqual([held.held, held.resendAt], [true, clock.now() + HOUR])
  await assertStakes(store, clock.now())
  // One hour heals enough for the longest codes.
  clock.advance(HOUR)
  const opened = await engine.resend({ flow: held.flow })
  assert.ok(opened.success && (opened.codeLength ?? 0) > 9)
})

onBoth(
  'over all contacts codes grow with the flows that are open, and not for what is recognised',
  async (world) => {
    const { ask, engine, passFor, store, clock } = world
    const lengths: (number | null)[] = []
    for (let count = 0; count < 8; count += 1) lengths.push((await ask(`c${count}@example.com`)).codeLength)
    // Five guesses cost a tenth of the purse: 2 + live of them fit beside live stakes while live is at most 4.
    assert.deepEqual(lengths, [6, 6, 6, 6, 6, 7, 7, 7])
    for (let message = 0; message < 5; message += 1) await ask('ana@example.com')
    const held = await ask('ana@example.com')
    const opened = await engine.resend({ flow: held.flow, pass: await passFor('ana@example.com') })
    assert.equal(opened.success && opened.codeLength, 6)
    await assertStakes(store, clock.now())
  },
  { policy: { takeoverBoundAll: 1e-4, shards: 1 } },
)

onBoth(
  'many finished flows of one contact are settled to the last by one clean-up',
  async ({ ask, engine, clock }) => {
    for (let count = 0; count < 200; count += 1) await ask('ana@example.com')
    clock.advance(31 * MINUTE)
    assert.deepEqual(await engine.cleanup({ batch: 7 }), { settled: 200, deleted: 0 })
  },
  { policy: { limits: false } },
)

onBoth('a length of 12 means 13, for a policy, a request and a purse alike', async (world) => {
  const { ask, another } = world
  assert.equal((await ask('ana@example.com', { minLength: 12 })).codeLength, 13)
  for (const limits of [true, false]) {
    const engine = another({ policy: { length: 12, limits } })
    const requested = await engine.request({ channel: 'email', contact: 'ben@example.com' })
    assert.equal(requested.success && requested.codeLength, 13)
  }
  await assert.rejects(ask('ana@example.com', { minLength: 17 }), /minLength is a whole number/)
})

test('the number of shards stands in the installation, and another is refused', async (t) => {
  const store = await sqliteStore(t)
  await worldOn(store, { policy: { shards: 4 } }).ask('ana@example.com')
  const other = worldOn(store, { policy: { shards: 5 } })
  await assert.rejects(other.ask('ana@example.com'), /over 4 shards, and keeps to that; got 5/)
})
