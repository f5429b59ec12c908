import assert from 'node:assert/strict'
import { mintToken } from '../codes/tokens.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth } from '../testing/worlds.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

// Two requests an hour, hence twenty that wait.
const FEW = { policy: { address: '2/hour' } }
const client = '2001:db8:1:2::7'
const sameUnit = '2001:db8:1:2:ffff::1'

/** Empties the lane of a contact from elsewhere, then leaves as many flows waiting there as one client address may. */
async function fillWaiting({ ask }: World, contact: string): Promise<void> {
  for (let message = 0; message < 5; message += 1) await ask(contact)
  for (let flow = 0; flow < 20; flow += 1) assert.equal((await ask(contact, { client })).held, true)
}

onBoth(
  'a client address that leaves too many flows waiting is told when to come back, whoever the contact is, and no row is made',
  async (world) => {
    const { engine, store, clock } = world
    await fillWaiting(world, 'ana@example.com')
    const flows = async () => (await store.all('SELECT id FROM otp')).length
    const before = await flows()
    const refused = { success: false, reason: 'rate_limited', retryAt: clock.now() + 3 * MINUTE }
    for (const recipient of ['ana@example.com', null]) {
      const more = { channel: 'email', contact: 'ana@example.com', client: sameUnit, recipient } as const
      assert.deepEqual(await engine.request(more), refused)
    }
    assert.equal(await flows(), before)
    const elsewhere = await engine.request({ channel: 'email', contact: 'ana@example.com', client: '2001:db8:1:3::7' })
    assert.equal(elsewhere.success && elsewhere.held, true)
    clock.advance(3 * MINUTE)
    const later = await engine.request({ channel: 'email', contact: 'ana@example.com', client })
    assert.equal(later.success && later.held, true)
  },
  FEW,
)

onBoth(
  "from such an address codes that are there still go, and so do its owner's pass, known device and open code",
  async (world) => {
    const { ask, engine, clock, store, passFor, codeFor } = world
    await ask('ben@example.com', { client })
    const { flow } = await ask('ben@example.com', { client })
    for (let message = 0; message < 5; message += 1) await ask('ana@example.com')
    const held = await ask('ana@example.com', { client })
    const pass = await passFor('ana@example.com')
    for (let waiting = 0; waiting < 19; waiting += 1) await ask('ana@example.com', { client })
    const refused = await engine.request({ channel: 'email', contact: 'ana@example.com', client })
    assert.equal(refused.success, false)

    const passed = await engine.resend({ flow: held.flow, pass, client })
    assert.equal(passed.success && passed.held, false)

    const { token, secretHash } = mintToken(clock.now())
    const values = [clock.now(), secretHash, await engine.contactKey('ana@example.com'), clock.now() + HOUR]
    await store.write((trx) =>
      trx.run(
        'INSERT INTO device (id, secret_hash, contact, created_at, last_used_at, expires_at) VALUES ($1, $2, $3, $1, $1, $4)',
        values,
      ),
    )
    assert.equal((await ask('ana@example.com', { client, recognisedBy: token })).held, false)

    assert.equal((await ask('ben@example.com', { client, current: flow })).flow, flow)
    assert.equal((await engine.verify({ flow, code: await codeFor('ben@example.com') })).success, true)
  },
  FEW,
)

onBoth(
  'of two hundred requests at once from one address twenty wait',
  async (world) => {
    const { ask, engine, store } = world
    for (let message = 0; message < 5; message += 1) await ask('ana@example.com')
    const asked = await Promise.all(
      Array.from({ length: 200 }, () => engine.request({ channel: 'email', contact: 'ana@example.com', client })),
    )
    assert.equal(asked.filter(({ success }) => success).length, 20)
    const held = await store.all(`SELECT id FROM otp WHERE state = 'held'`)
    assert.equal(held.length, 20)
  },
  FEW,
)
