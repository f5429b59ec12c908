import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import type { CourierEvent } from './events.ts'
import { every } from './store.ts'
import { provider as makeProvider } from './testing/provider.ts'
import type { World } from './testing/worlds.ts'
import { MINUTE, messageTo, onBoth, world } from './testing/worlds.ts'

onBoth('a message whose worker died is sent by another, once its lease is over', async (all) => {
  const { courier, enqueue, provider, clock, row } = all
  const silent = makeProvider()
  silent.hang()
  const dead = courier({ senders: { email: [silent.sender] } })
  await dead.start()
  await enqueue(dead)
  const other = courier()
  await other.start()
  clock.advance(MINUTE / 2 - 1)
  await other.sweep()
  await other.idle()
  assert.equal(provider.taken.length, 0)
  clock.advance(1)
  await other.sweep()
  await other.idle()
  assert.equal(provider.taken.length, 1)
  assert.deepEqual(
    { state: (await row())['state'], attempts: (await row())['attempts'] },
    { state: 'sent', attempts: 2 },
  )
})

onBoth('what a worker did after its lease was over changes nothing, and is told', async (all) => {
  const { courier, enqueue, clock, row, events } = all
  const slow = makeProvider({ name: 'slow' })
  slow.hang()
  const late = courier({ senders: { email: [slow.sender] } })
  await late.start()
  await enqueue(late)
  const other = courier()
  await other.start()
  clock.advance(MINUTE / 2)
  await other.sweep()
  await other.idle()
  slow.answer()
  await late.idle()
  assert.equal((await row())['sender'], 'provider')
  assert.equal(events.filter(({ event }) => event === 'lease_lost').length, 1)
})

onBoth('a worker that is late cannot settle what another one is sending', async (all) => {
  const { courier, enqueue, provider, clock, row } = all
  const slow = makeProvider({ name: 'slow' })
  slow.hang()
  provider.hang()
  const late = courier({ senders: { email: [slow.sender] } })
  await late.start()
  await enqueue(late)
  const other = courier()
  await other.start()
  clock.advance(MINUTE / 2)
  await other.sweep()
  slow.answer()
  await late.idle()
  assert.equal((await row())['state'], 'sending')
  provider.answer()
  await other.idle()
  assert.equal((await row())['sender'], 'provider')
})

onBoth('a message that takes long to send stays with its worker as long as that lives', async (all) => {
  const { courier, enqueue, provider, clock, events } = all
  provider.hang()
  const slow = courier()
  await slow.start()
  await enqueue(slow)
  const other = courier()
  await other.start()
  for (let tenSeconds = 0; tenSeconds < 12; tenSeconds++) {
    clock.advance(10_000)
    await slow.sweep()
    await other.sweep()
  }
  provider.answer()
  await slow.idle()
  await other.idle()
  assert.equal(provider.asked.length, 1)
  assert.ok(events.every(({ event }) => event === 'message_sent'))
})

onBoth('a message that waited for its turn beyond its lease is sent by one worker only', async (all) => {
  const { courier, enqueue, provider, clock, events } = all
  const narrow = makeProvider({ concurrency: 1 })
  narrow.hang()
  const slow = courier({ senders: { email: [narrow.sender] } })
  await slow.start()
  await enqueue(slow, { reference: 'first' })
  await enqueue(slow, { reference: 'second' })
  clock.advance(MINUTE / 2)
  const other = courier()
  await other.start()
  await other.idle()
  narrow.answer()
  await slow.idle()
  const second = [...provider.taken, ...narrow.taken].filter(({ rendered }) => rendered.text.endsWith('second'))
  assert.equal(second.length, 1)
  assert.equal(events.filter(({ event }) => event === 'lease_lost').length, 2)
})

/** Queues many messages in few transactions. */
async function enqueueMany({ courier, store, clock }: World, count: number, kind: string): Promise<void> {
  const command = courier()
  await store.write((trx) =>
    every(
      Array.from({ length: count }, (_, index) =>
        command.enqueue(trx, messageTo(clock, { kind, reference: `${kind} ${index}` })),
      ),
    ),
  )
}

onBoth('codes overtake a thousand bulk messages, whether they come before or after the worker', async (all) => {
  const { courier, enqueue } = all
  await enqueueMany(all, 1_000, 'bulk')
  await enqueue(courier(), { reference: 'early code' })
  const order: string[] = []
  let begunAtCommit = 0
  const sender = makeProvider({
    async onSend({ rendered }) {
      const place = order.push(rendered.text)
      await setImmediate()
      if (place !== 100) return
      await enqueue(post, { reference: 'late code' })
      begunAtCommit = order.length
    },
  })
  const post = courier({ senders: { email: [sender.sender] } })
  await post.start()
  await post.idle()
  assert.equal(order.length, 1_002)
  assert.equal(
    order.findIndex((text) => text.endsWith('early code')),
    0,
  )
  const behind = order.findIndex((text) => text.endsWith('late code')) - begunAtCommit
  assert.ok(behind <= 4, `${behind} messages were begun before it`)
})

onBoth('no more messages are sent at once than the sender takes, and bulk leaves one place free', async (all) => {
  await enqueueMany(all, 50, 'bulk')
  const narrow = makeProvider({ concurrency: 3, onSend: () => setImmediate() })
  const post = all.courier({ senders: { email: [narrow.sender] } })
  await post.start()
  await post.idle()
  assert.equal(narrow.mostAtOnce, 2)
  await enqueueMany(all, 50, 'urgent')
  await post.sweep()
  await post.idle()
  assert.equal(narrow.mostAtOnce, 3)
  assert.equal(narrow.taken.length, 100)
})

test('two workers on PostgreSQL send a thousand messages, and none of them twice', async (t) => {
  const all = await world(t, 'postgres')
  await enqueueMany(all, 1_000, 'bulk')
  const both = [all.courier(), all.courier()]
  await Promise.all(both.map((post) => post.start()))
  while ((await all.rows()).some(({ state }) => state !== 'sent')) {
    await Promise.all(both.map((post) => post.sweep()))
    await Promise.all(both.map((post) => post.idle()))
  }
  const ids = all.provider.asked.map(({ envelope }) => envelope.id)
  assert.equal(ids.length, 1_000)
  assert.equal(new Set(ids).size, 1_000)
})

test('on PostgreSQL a queued message wakes the workers of other processes at its commit', async (t) => {
  withoutSweeps(t)
  const { courier, enqueue, provider, listen } = await world(t, 'postgres')
  const server = courier({ listen })
  await server.start()
  const command = courier()
  const taken = provider.next()
  await enqueue(command)
  await taken
})

onBoth('stopping waits for what is in the air and gives the rest back untouched', async (all) => {
  const { courier, rows, provider, clock } = all
  await enqueueMany(all, 10, 'urgent')
  provider.hang()
  const post = courier({ stopWithinMs: 1_000 })
  await post.start()
  while (provider.asked.length < 4) await setImmediate()
  const stopped = post.stop()
  provider.answer()
  await stopped
  const states = (await rows()).map(({ state, attempts, lease_owner }) => [state, attempts, lease_owner])
  assert.deepEqual(states, [...Array(4).fill(['sent', 1, null]), ...Array(6).fill(['queued', 0, null])])
  clock.advance(1)
  const next = courier()
  await next.start()
  await next.idle()
  assert.equal(provider.taken.length, 10)
})

onBoth('stopping does not wait for ever: what still hangs is told to end and tried again', async (all) => {
  const { courier, enqueue, provider, row } = all
  provider.hang()
  const post = courier({ stopWithinMs: 10 })
  await post.start()
  await enqueue(post)
  while (provider.asked.length === 0) await setImmediate()
  await post.stop()
  const { state, fault_detail } = await row()
  assert.deepEqual({ state, fault_detail }, { state: 'queued', fault_detail: 'stopped before the sender answered' })
})

onBoth('a message committed after the stop is given back', async ({ courier, store, clock, row }) => {
  const post = courier()
  await post.start()
  const enqueued = store.write((trx) => post.enqueue(trx, messageTo(clock)))
  await Promise.all([enqueued, post.stop()])
  while ((await row())['state'] !== 'queued') await setImmediate()
  assert.equal((await row())['attempts'], 0)
})

onBoth('a result that the database does not take is written again, and nothing is sent twice', async (all) => {
  const { enqueue, provider, store, row, courier, events } = all
  let failures = 1
  const flaky: typeof store = {
    ...store,
    write(step) {
      if (provider.taken.length > 0 && failures-- > 0) return Promise.reject(new Error('the database is away'))
      return store.write(step)
    },
  }
  const post = courier({ store: flaky })
  await post.start()
  await enqueue(post)
  await post.idle()
  assert.equal(provider.taken.length, 1)
  assert.equal((await row())['state'], 'sent')
  assert.deepEqual(
    events.map(({ event }): CourierEvent['event'] => event),
    ['store_failed', 'message_sent'],
  )
})

/** The regular sweep would, after 10 s, find what is to be found at once. */
function withoutSweeps(t: TestContext): void {
  t.mock.timers.enable({ apis: ['setInterval'] })
}

onBoth('a retry comes at its time by itself', async ({ courier, enqueue, provider, clock }, t) => {
  withoutSweeps(t)
  const post = courier({ random: () => 0 })
  await post.start()
  provider.answer(new Error('busy'))
  await enqueue(post)
  await post.idle()
  clock.advance(100)
  const taken = provider.next()
  provider.answer()
  await taken
})
