import assert from 'node:assert/strict'
import type { OtpEngine } from '../api.ts'
import { dump } from '../testing/dump.ts'
import { assertStakes } from '../testing/stakes.ts'
import { watchedStore } from '../testing/watched-store.ts'
import type { World } from '../testing/worlds.ts'
import { onBoth } from '../testing/worlds.ts'

const HOUR = 3_600_000

class Broken extends Error {}

/** An engine whose database fails at one statement of the next step. */
function breaking({ another, store }: World): { engine: OtpEngine; breakAt(statement: number): void } {
  let countdown = Number.POSITIVE_INFINITY
  const watched = watchedStore(store, () => {
    countdown -= 1
    if (countdown === 0) throw new Broken('The database is gone.')
  })
  return {
    engine: another({ store: watched }),
    breakAt(statement) {
      countdown = statement
    },
  }
}

/** Fails a step at its first statement, its second … until it succeeds; each failure must leave everything as it was. */
async function failEverywhere(world: World, act: (engine: OtpEngine) => Promise<unknown>): Promise<number> {
  const { store, orders, events, clock } = world
  const { engine, breakAt } = breaking(world)
  await engine.contactKey('') // the installation is read once
  const before = { rows: await dump(store), orders: orders.length, events: events.length }
  for (let statement = 1; statement < 40; statement += 1) {
    breakAt(statement)
    try {
      await act(engine)
      await assertStakes(store, clock.now())
      return statement - 1
    } catch (error) {
      if (!(error instanceof Broken)) throw error
      assert.deepEqual({ rows: await dump(store), orders: orders.length, events: events.length }, before)
    }
  }
  throw new Error('The step never came to its end.')
}

onBoth(
  'a failure at any statement of any step leaves nothing half done, and sends and tells nothing',
  async (world) => {
    const { ask, engine, clock, codeFor, passFor } = world
    const contact = 'ana@example.com'
    const statements: Record<string, number> = {}
    const fail = async (step: string, act: (engine: OtpEngine) => Promise<unknown>) => {
      statements[step] = await failEverywhere(world, act)
    }
    await fail('request', (broken) => broken.request({ channel: 'email', contact, client: '192.0.2.1' }))
    const { flow } = await ask(contact)
    await fail('wrong guess', (broken) => broken.verify({ flow, code: '000000' }))
    clock.advance(30_000)
    await fail('resend', (broken) => broken.resend({ flow }))
    for (let message = 0; message < 2; message += 1) await ask(contact)
    await fail('held', (broken) => broken.request({ channel: 'email', contact }))
    const held = await ask(contact)
    const pass = await passFor(contact)
    await fail('wrong pass', (broken) => broken.resend({ flow: held.flow, pass: '000000000000' }))
    await fail('pass', (broken) => broken.resend({ flow: held.flow, pass }))
    const code = await codeFor(contact)
    await fail('right guess', (broken) => broken.verify({ flow: held.flow, code }))
    const waiting = await ask(contact)
    clock.advance(3 * HOUR)
    await fail('opening of a held flow', (broken) => broken.resend({ flow: waiting.flow }))
    clock.advance(3 * HOUR)
    await fail('request that settles', (broken) => broken.request({ channel: 'email', contact }))
    await fail('end', (broken) => broken.end(flow))
    // What is named here has been broken at each of its statements.
    for (const [step, count] of Object.entries(statements)) assert.ok(count >= 1, step)
    assert.ok((statements['request'] ?? 0) >= 6, JSON.stringify(statements))
    assert.ok((statements['pass'] ?? 0) >= 5, JSON.stringify(statements))
    assert.equal((await engine.look(held.flow))?.state, 'used')
  },
)

onBoth('an order that the courier refuses takes the flow with it', async (world) => {
  const { store, another } = world
  const before = await dump(store)
  const engine = another({
    courier: {
      enqueue() {
        throw new Error('the outbox is full')
      },
    },
  })
  await engine.contactKey('')
  const installed = { ...before, otp_installation: (await dump(store))['otp_installation'] }
  await assert.rejects(engine.request({ channel: 'email', contact: 'ana@example.com' }), /outbox is full/)
  assert.deepEqual(await dump(store), installed)
})

onBoth('an id that another process has taken is drawn again', async ({ another, store }) => {
  // Within one millisecond 40 engines share 32 places for their first ids: some draw what is taken.
  for (let count = 0; count < 40; count += 1) {
    const requested = await another().request({ channel: 'email', contact: `c${count}@example.com` })
    assert.equal(requested.success, true)
  }
  assert.equal((await store.all('SELECT id FROM otp')).length, 40)
})
