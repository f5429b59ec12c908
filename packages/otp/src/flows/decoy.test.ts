import assert from 'node:assert/strict'
import type { Asked } from '../testing/watched-store.ts'
import { watchedStore } from '../testing/watched-store.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth } from '../testing/worlds.ts'

const HOUR = 3_600_000

/** The same walk for a contact that may sign in (`recipient` is where its record has it) and for one that may not (null). */
async function walk({ engine, clock, passFor }: World, asked: Asked[], contact: string, recipient: string | null) {
  const seen: Record<string, { sql: readonly string[]; answer: unknown }> = {}
  const note = async <T>(step: string, act: () => Promise<T>): Promise<T> => {
    asked.length = 0
    const answer = await act()
    seen[step] = { sql: asked.map(({ sql }) => sql), answer: timeless(answer) }
    return answer
  }
  const request = async (more = {}) => {
    const requested = await engine.request({ channel: 'email', contact, recipient, ...more })
    if (!requested.success) throw new Error(requested.reason)
    return requested
  }

  const { flow } = await note('request', request)
  await note('wrong guess', () => engine.verify({ flow, code: '000000' }))
  await note('malformed guess', () => engine.verify({ flow, code: '12' }))
  await note('resend while cooling down', () => engine.resend({ flow }))
  clock.advance(30_000)
  await note('resend', () => engine.resend({ flow }))
  await note('look', () => engine.look(flow))
  await note('request again', () => request({ current: flow }))
  for (let count = 0; count < 3; count += 1) await note(`request ${count}`, request)
  const held = await note('held', request)
  assert.equal(held.held, true)
  await note('guess while held', () => engine.verify({ flow: held.flow, code: '000000' }))
  await note('resend while held', () => engine.resend({ flow: held.flow }))
  await note('wrong pass', () => engine.resend({ flow: held.flow, pass: '0000 0000 0000' }))
  const pass = await passFor(recipient ?? contact)
  await note('pass', () => engine.resend({ flow: held.flow, pass }))
  await note('wrong guess after the pass', () => engine.verify({ flow: held.flow, code: '000000' }))
  clock.advance(3 * HOUR)
  await note('expired guess', () => engine.verify({ flow, code: '000000' }))
  await note('request that settles', request)
  await note('end', () => engine.end(flow))
  return seen
}

/** What differs by chance and by the hour is only looked at by its kind. */
function timeless(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer ?? null), (key, value) => {
    if (['flow', 'sentTo', 'otp', 'mark', 'reference'].includes(key)) return value === null ? null : typeof value
    return typeof value === 'number' && value > 1e12 ? 'an instant' : value
  })
}

onBoth(
  'known and unknown contacts run the same statements and get the same answers, on every way',
  async (world) => {
    const asked: Asked[] = []
    const orders = world.orders
    const watched = { ...world, engine: world.another({ store: watchedStore(world.store, (one) => asked.push(one)) }) }
    // The installation is read, and the row of the only shard made, by whoever comes first of all.
    await watched.engine.request({ channel: 'email', contact: 'first@example.com' })
    orders.splice(0)
    const known = await walk(watched, asked, 'ana@example.com', 'Ana@example.com')
    const ofKnown = orders.splice(0)
    const unknown = await walk(watched, asked, 'eve@example.com', null)
    const ofUnknown = orders.splice(0)
    assert.deepEqual(unknown, known)
    assert.deepEqual(Object(known['pass']?.answer).success, true)
    assert.ok(Object.values(known).every(({ sql }) => sql.length > 0))
    assert.deepEqual(
      ofUnknown.map(({ channel, kind, locale }) => [channel, kind, locale]),
      ofKnown.map(({ channel, kind, locale }) => [channel, kind, locale]),
    )
    assert.ok(ofKnown.every(({ silent }) => !silent))
    assert.ok(ofUnknown.every(({ silent }) => silent))
  },
  { policy: { shards: 1 } },
)
