import assert from 'node:assert/strict'
import { mintToken } from '../codes/tokens.ts'
import { watchedStore } from '../testing/watched-store.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth, worldOn } from '../testing/worlds.ts'
import type { PaidOptions } from './paid-limits.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const RIPE = 10 * MINUTE + 1

const withPaid = (paid: PaidOptions) => ({ policy: { paid } })
const fourInTwenty = withPaid({ leastUse: 0.2, judgedFrom: 4, pauseHours: 2 })
/** Numbers that can receive messages, all different. */
const nepal = (index: number): string => `+97798412345${String(index).padStart(2, '0')}`
const london = (index: number): string => `+447911123${String(index).padStart(3, '0')}`

type Asked = Partial<Parameters<World['engine']['request']>[0]>

async function ask({ engine }: World, contact: string, more: Asked = {}) {
  const requested = await engine.request({ channel: 'sms', contact, ...more })
  if (!requested.success) throw new Error(requested.reason)
  return requested
}

async function askMany(world: World, contacts: readonly string[], more: Asked = {}): Promise<void> {
  for (const contact of contacts) await ask(world, contact, more)
}

async function use(world: World, contact: string): Promise<void> {
  const { flow } = await ask(world, contact)
  assert.equal((await world.engine.verify({ flow, code: await world.codeFor(contact) })).success, true)
}

const four = [0, 1, 2, 3]

onBoth(
  'where too few codes are used the country pauses for strangers, known and unknown alike, and no other one does',
  async (world) => {
    const { engine, clock, events, orders } = world
    await askMany(world, four.slice(0, 2).map(nepal))
    await askMany(world, four.slice(2).map(nepal), { recipient: null })
    await askMany(world, four.slice(0, 3).map(london))
    clock.advance(RIPE)
    const told: unknown[] = []
    const pause = { country: 'NP', channel: 'sms', sent: 4, used: 0, until: clock.now() + 2 * HOUR }
    assert.deepEqual(await engine.judgeTexts({ inSameCommit: (_, begun) => told.push(begun) }), [pause])
    assert.deepEqual(told, [pause])
    assert.deepEqual(
      (await engine.pausedTexts()).map((row) => ({ ...row })),
      [pause],
    )
    const { name, channel, country, reason } = events.at(-1) ?? {}
    assert.deepEqual([name, channel, country, reason], ['otp_texts_paused', 'sms', 'NP', 'too_little_used'])

    const before = orders.length
    for (const more of [{}, { recipient: null }, { channel: 'whatsapp' as const }]) {
      const { held, resendAt } = await ask(world, nepal(9), more)
      assert.deepEqual([held, resendAt], [true, pause.until])
    }
    assert.equal(orders.length, before)
    assert.equal((await ask(world, london(9))).held, false)
    assert.equal((await world.ask('asha@example.com')).held, false)
  },
  fourInTwenty,
)

onBoth(
  'known devices and passes have their messages while a country pauses',
  async (world) => {
    const { engine, store, clock, passFor } = world
    for (let message = 0; message < 4; message += 1) await ask(world, nepal(0))
    const { flow } = await ask(world, nepal(0))
    clock.advance(RIPE)
    assert.equal((await engine.judgeTexts()).length, 1)
    const passed = await engine.resend({ flow, pass: await passFor(nepal(0)) })
    assert.equal(passed.success && passed.held, false)
    const { token, secretHash } = mintToken(77)
    const values = [77, secretHash, await engine.contactKey(nepal(1)), clock.now(), clock.now() + HOUR]
    await store.write((trx) =>
      trx.run(
        `INSERT INTO device (id, secret_hash, contact, created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)`,
        values,
      ),
    )
    assert.equal((await ask(world, nepal(1))).held, true)
    assert.equal((await ask(world, nepal(1), { recognisedBy: token })).held, false)
  },
  fourInTwenty,
)

onBoth(
  'a pause ends by itself: then messages go one by one, and only what was asked for since is judged',
  async (world) => {
    const { engine, clock } = world
    await askMany(world, four.map(nepal))
    clock.advance(RIPE)
    const [pause] = await engine.judgeTexts()
    clock.advance(2 * HOUR - 1)
    assert.equal((await ask(world, nepal(5))).held, true)
    assert.equal((await engine.pausedTexts()).length, 1)
    clock.advance(1)
    assert.equal(clock.now(), pause?.until)
    assert.deepEqual(await engine.pausedTexts(), [])
    assert.deepEqual(await engine.judgeTexts(), [])
    const next = await ask(world, nepal(6))
    const after = await ask(world, nepal(7))
    assert.deepEqual([next.held, after.held, after.resendAt], [false, true, clock.now() + HOUR])
    for (const index of [8, 9, 10]) {
      clock.advance(HOUR)
      assert.equal((await ask(world, nepal(index))).held, false)
    }
    assert.deepEqual(await engine.judgeTexts(), [])
    clock.advance(RIPE)
    assert.deepEqual(
      (await engine.judgeTexts()).map(({ sent }) => sent),
      [4],
    )
  },
  withPaid({ leastUse: 0.2, judgedFrom: 4, pauseHours: 2, country: '24/day' }),
)

onBoth(
  'nothing pauses while enough are used, while codes are fresh, or for codes of six hours ago',
  async (world) => {
    const { engine, clock } = world
    await askMany(world, four.map(nepal))
    clock.advance(10 * MINUTE - 1)
    assert.deepEqual(await engine.judgeTexts(), [])
    await use(world, nepal(9))
    clock.advance(RIPE)
    assert.deepEqual(await engine.judgeTexts(), [], 'one of five is enough')
    clock.advance(6 * HOUR)
    await askMany(world, four.slice(0, 3).map(nepal))
    clock.advance(RIPE)
    assert.deepEqual(await engine.judgeTexts(), [])
  },
  fourInTwenty,
)

onBoth(
  'mail, and messages that were held, are judged by nobody',
  async (world) => {
    const { engine, clock } = world
    for (const index of four) await world.ask(`c${index}@example.com`)
    await askMany(world, four.map(nepal))
    clock.advance(RIPE)
    assert.deepEqual(await engine.judgeTexts(), [])
  },
  withPaid({ leastUse: 0.2, judgedFrom: 4, country: '3/day' }),
)

onBoth(
  'of processes that judge at once one begins the pause',
  async (world) => {
    const { engine, clock, another, events } = world
    await askMany(world, four.map(nepal))
    clock.advance(RIPE)
    const begun = await Promise.all([engine, another(), another()].map((one) => one.judgeTexts()))
    assert.equal(begun.flat().length, 1)
    assert.equal(events.filter(({ name }) => name === 'otp_texts_paused').length, 1)
  },
  fourInTwenty,
)

for (const [how, policy] of [
  ['a share of nothing', { paid: { leastUse: 0, judgedFrom: 1 } }],
  ['limits that are off', { limits: false, paid: { judgedFrom: 1 } }],
] as const) {
  onBoth(
    `with ${how} nothing is judged`,
    async (world) => {
      await askMany(world, four.map(nepal))
      world.clock.advance(RIPE)
      assert.deepEqual(await world.engine.judgeTexts(), [])
    },
    { policy },
  )
}

onBoth(
  'messages are counted in pages by an index of their own, however much mail there is',
  async ({ store, clock }) => {
    const asked: { sql: string; values: readonly unknown[] }[] = []
    const world = worldOn(
      watchedStore(store, (one) => asked.push(one)),
      { clock, ...withPaid({ judgedFrom: 1 }) },
    )
    await ask({ ...world, clock }, nepal(0))
    const { dialect } = store
    const numbers =
      dialect === 'sqlite'
        ? 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)'
        : 'WITH n(i) AS (SELECT * FROM generate_series(1, 20000))'
    const hash = dialect === 'sqlite' ? 'randomblob(16)' : `decode(md5(i::text), 'hex')`
    const fill = (
      channel: string,
      type: string,
      from: string,
      many: number,
    ) => `INSERT INTO otp (id, secret_hash, contact, phone,
        otp_type, created_at, expires_at, max_attempts, purpose, channel, locale, recipient, decoy, refused, lane, state, min_length,
        expiry_ms, ends_at, settled)
      ${numbers} SELECT id + ${from}, ${hash}, ${hash}, '${nepal(1)}', '${type}', 0, 1, 5, 'sign-in', '${channel}', 'en', 'a', 0, 0,
        'stranger', 'ended', 6, 300000, 0, 1 FROM n, (SELECT min(id) AS id FROM otp WHERE state = 'open') first WHERE i <= ${many}`
    await store.write((trx) => trx.run(fill('email', 'email', '10000 + i', 20_000)))
    await store.write((trx) => trx.run(fill('sms', 'phone', 'i', 1200)))
    await store.write((trx) => trx.run('ANALYZE'))
    clock.advance(RIPE + MINUTE)
    asked.length = 0
    const [pause] = await world.engine.judgeTexts()
    assert.equal(pause?.sent, 1201)
    const [, page] = asked
    assert.ok(page)
    const explain = dialect === 'sqlite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'
    const plan = await store.all(`${explain} ${page.sql}`, page.values.map(Number))
    assert.match(plan.map((row) => Object.values(row).join(' ')).join('\n'), /otp_text_messages/)
  },
)
