import assert from 'node:assert/strict'
import { mintToken } from '../codes/tokens.ts'
import { assertStakes } from '../testing/stakes.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth, wrong } from '../testing/worlds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

/** A browser that has signed in as this contact before, as the calling program writes it. */
async function device({ engine, store, clock }: World, contact: string): Promise<{ id: number; token: string }> {
  const id = clock.now()
  const { token, secretHash } = mintToken(id)
  const values = [id, secretHash, await engine.contactKey(contact), id, clock.now() + YEAR]
  await store.write((trx) =>
    trx.run(
      'INSERT INTO device (id, secret_hash, contact, created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $4, $4, $5)',
      values,
    ),
  )
  return { id, token }
}

onBoth('a known device signs in at once while strangers have emptied their lane', async (world) => {
  const { ask, engine, codeFor, store, clock } = world
  const { id, token } = await device(world, 'ana@example.com')
  for (let message = 0; message < 6; message += 1) await ask('ana@example.com')
  const known = await ask('ana@example.com', { recognisedBy: token })
  assert.equal(known.held, false)
  const result = await engine.verify({ flow: known.flow, code: await codeFor('ana@example.com') })
  assert.deepEqual(result.success && [result.recognised, result.deviceId], [true, id])
  await assertStakes(store, clock.now())
})

onBoth(
  'a device whose lane is empty counts as a stranger, and no longer once its lane has a message',
  async (world) => {
    const { ask, engine, clock } = world
    const { token } = await device(world, 'ana@example.com')
    const request = (current?: string) => ask('ana@example.com', { recognisedBy: [token], current })
    for (let message = 0; message < 10; message += 1) assert.equal((await request()).held, false)
    const held = await request()
    assert.equal(held.held, true)
    clock.advance(30 * MINUTE)
    const again = await request(held.flow)
    assert.equal(again.held, false)
    assert.notEqual(again.flow, held.flow)
    assert.equal((await engine.look(held.flow))?.live, false)
  },
)

onBoth("a device of another contact, with another secret or past its end counts as a stranger's", async (world) => {
  const { ask, engine, clock, store } = world
  const { id, token } = await device(world, 'ana@example.com')
  const lanes = async () => (await store.all('SELECT lane FROM otp ORDER BY id')).map(({ lane }) => lane)
  await ask('ben@example.com', { recognisedBy: [token] })
  await ask('ana@example.com', { recognisedBy: [mintToken(id).token] })
  await ask('ana@example.com', { recognisedBy: ['no token at all'] })
  await ask('ana@example.com', { recognisedBy: [token] })
  clock.advance(YEAR)
  await ask('ana@example.com', { recognisedBy: [token] })
  assert.deepEqual(await lanes(), ['stranger', 'stranger', 'stranger', 'device', 'stranger'])
  await engine.cleanup({ keepMs: 0 })
  assert.deepEqual(await store.all('SELECT id FROM device'), [])
})

onBoth("the resend of a revoked device comes from the strangers' lane", async (world) => {
  const { ask, engine, clock, store } = world
  const { token } = await device(world, 'ana@example.com')
  const { flow } = await ask('ana@example.com', { recognisedBy: [token] })
  await store.write((trx) => trx.run('DELETE FROM device'))
  clock.advance(MINUTE)
  assert.equal((await engine.resend({ flow })).success, true)
  const [{ lane_tat } = {}] = await store.all('SELECT lane_tat FROM contact_budget')
  assert.equal(lane_tat, clock.now() + 3 * HOUR)
})

onBoth('a resend counts in its lane, and one that has no message leaves the old code as it is', async (world) => {
  const { ask, engine, codeFor, clock, orders } = world
  const { flow, mark } = await ask('ana@example.com')
  const code = await codeFor('ana@example.com')
  for (let message = 0; message < 4; message += 1) await ask('ana@example.com', { recipient: 'elsewhere@example.com' })
  clock.advance(MINUTE)
  const resent = await engine.resend({ flow })
  assert.deepEqual(resent, { success: false, reason: 'empty_lane', retryAt: clock.now() - MINUTE + 3 * HOUR })
  assert.equal(orders.length, 5)
  assert.equal((await engine.look(flow))?.mark, mark)
  assert.equal((await engine.verify({ flow, code })).success, true)
})

onBoth(
  'SMS and WhatsApp to one number share a lane of four, and WhatsApp gives way where a pass must go',
  async (world) => {
    const { engine, orders } = world
    const request = (channel: 'sms' | 'whatsapp') => engine.request({ channel, contact: '+9779841234567' })
    for (const channel of ['sms', 'whatsapp', 'whatsapp', 'whatsapp'] as const) await request(channel)
    assert.deepEqual(
      orders.map(({ channel }) => channel),
      ['sms', 'whatsapp', 'sms', 'sms'],
    )
    const held = await request('sms')
    assert.equal(held.success && held.held, true)
  },
)

onBoth('a held flow is not opened before its time, whatever is asked', async (world) => {
  const { ask, engine, clock } = world
  for (let count = 0; count < 60; count += 1) await ask(`c${count}@example.com`, { client: '192.0.2.1' })
  const held = await ask('ana@example.com', { client: '192.0.2.1' })
  assert.deepEqual([held.held, held.resendAt], [true, clock.now() + MINUTE])
  const refused = { success: false, reason: 'empty_lane', retryAt: held.resendAt }
  assert.deepEqual(await engine.resend({ flow: held.flow, client: '192.0.2.1' }), refused)
  assert.deepEqual(await engine.resend({ flow: held.flow }), refused)
  assert.equal((await ask('ana@example.com', { client: '192.0.2.1', current: held.flow })).held, true)
  clock.advance(MINUTE)
  assert.equal((await ask('late@example.com', { client: '192.0.2.1' })).held, false)
  const next = await engine.resend({ flow: held.flow, client: '192.0.2.1' })
  assert.deepEqual(next, { success: false, reason: 'empty_lane', retryAt: clock.now() + MINUTE })
  clock.advance(MINUTE)
  assert.equal((await engine.resend({ flow: held.flow, client: '192.0.2.1' })).success, true)
})

onBoth(
  'a new flow replaces one that can go on no more, but never a code that can still be typed by a flow that waits',
  async (world) => {
    const { ask, engine, codeFor, clock } = world
    const first = await ask('ana@example.com')
    const code = await codeFor('ana@example.com')
    for (const wait of [30, 60, 120]) {
      clock.advance(wait * 1000)
      await engine.resend({ flow: first.flow })
    }
    const typable = await codeFor('ana@example.com')
    await ask('ana@example.com')
    const same = await ask('ana@example.com', { current: first.flow })
    assert.equal(same.flow, first.flow)
    assert.notEqual(code, undefined)
    assert.equal((await engine.verify({ flow: first.flow, code: typable })).success, true)

    const other = await ask('ben@example.com')
    const bens = await codeFor('ben@example.com')
    for (let guess = 0; guess < 5; guess += 1) await engine.verify({ flow: other.flow, code: wrong(bens) })
    const next = await ask('ben@example.com', { current: other.flow })
    assert.notEqual(next.flow, other.flow)
    assert.equal((await engine.look(other.flow))?.state, 'ended')
  },
)

onBoth("a flow that is held by a caller's string goes on, whatever stands in its cookie", async (world) => {
  const { ask, engine, codeFor, clock } = world
  const caller = 'session-of-one-browser'
  const first = await ask('ana@example.com', { caller })
  clock.advance(MINUTE)
  for (const current of ['', 'broken', undefined]) {
    assert.equal((await ask('ana@example.com', { caller, current })).flow, first.flow)
  }
  const code = await codeFor('ana@example.com')
  assert.equal((await engine.verify({ contact: 'ANA@example.com', otpType: 'email', code, caller })).success, true)
  await assert.rejects(ask('ana@example.com', { caller: 'too short' }), /at least 16 characters/)
})

onBoth('how a message fares is shown on a known device alone, and never of a decoy', async (world) => {
  const { ask, engine } = world
  const { token } = await device(world, 'ana@example.com')
  const shown = async (contact: string, options: Parameters<typeof ask>[1]) => {
    const { flow } = await ask(contact, options)
    return (await engine.look(flow))?.showsDelivery
  }
  assert.equal(await shown('ana@example.com', { recognisedBy: [token] }), true)
  assert.equal(await shown('ana@example.com', {}), false)
  assert.equal(await shown('ben@example.com', { recognisedBy: [token] }), false)
  assert.equal(await shown('ana@example.com', { recognisedBy: [token], recipient: null }), false)
})
