import assert from 'node:assert/strict'
import { createEnqueueMany } from './enqueue-many.ts'
import { statements } from './statements.ts'
import { then } from './store.ts'
import { MINUTE, messageTo, onBoth } from './testing/worlds.ts'
import { Worker } from './worker.ts'

const many = 120

onBoth('messages to many are sent each once, whatever their kind', async ({ courier, store, provider, clock }) => {
  const post = courier()
  await post.start()
  const messages = Array.from({ length: many }, (_, index) => messageTo(clock, { reference: `R-${index}` }))
  await store.write((trx) => post.enqueueMany(trx, messages))
  await post.idle()
  assert.equal(new Set(provider.taken.map(({ rendered }) => rendered.text)).size, many)
  assert.equal(provider.taken.length, many)
})

onBoth('messages to many wait in the queue, each until its instant', async ({ courier, store, clock, rows }) => {
  const post = courier()
  await post.start()
  const messages = Array.from({ length: many }, () => messageTo(clock, { notBefore: clock.now() + MINUTE }))
  await store.write((trx) => post.enqueueMany(trx, messages))
  await post.idle()
  const states = new Set((await rows()).map(({ state, next_at }) => `${state} ${Number(next_at) - clock.now()}`))
  assert.deepEqual([...states], [`queued ${MINUTE}`])
})

onBoth('of messages to many with the same unique key one is kept', async ({ courier, store, clock, rows }) => {
  const post = courier()
  const messages = Array.from({ length: many }, (_, index) => messageTo(clock, { uniqueKey: `bill ${index % 70}` }))
  for (const _ of [1, 2]) await store.write((trx) => post.enqueueMany(trx, messages))
  assert.equal((await rows()).length, 70)
})

onBoth('a rollback sends none of them', async ({ courier, store, clock, rows, provider }) => {
  const post = courier()
  await post.start()
  const messages = Array.from({ length: many }, () => messageTo(clock))
  const failing = store.write((trx) => then(post.enqueueMany(trx, messages), fail))
  await assert.rejects(failing, /the caller's own trouble/)
  await post.sweep()
  await post.idle()
  assert.deepEqual([await rows(), provider.asked.length], [[], 0])
})

function fail(): never {
  throw new Error("the caller's own trouble")
}

onBoth('of messages to many those whose id is taken draw another', async ({ store, clock, rows }) => {
  const kinds = { urgent: { priority: 'urgent' as const, render: async () => null } }
  const sql = statements(store.dialect)
  const parts = { store, clock, kinds, sql, senders: {}, onEvent: () => {}, random: () => 0, listen: undefined }
  const worker = new Worker({ ...parts, leaseMs: 30_000, sendWithinMs: 1, stopWithinMs: 1 })
  // The second fifty begins at 26, as another process could draw them.
  const ids = [...Array.from({ length: 50 }, (_, at) => at + 1), ...Array.from({ length: 90 }, (_, at) => at + 26)]
  const enqueueMany = createEnqueueMany({ clock, kinds, sql, worker, newId: () => ids.shift() ?? 0 })
  for (const go of ['one', 'two']) {
    const fifty = Array.from({ length: 50 }, (_, at) => messageTo(clock, { uniqueKey: `${go} ${at}` }))
    await store.write((trx) => enqueueMany(trx, fifty))
  }
  const kept = new Set((await rows()).map(({ unique_key }) => unique_key))
  assert.equal(kept.size, 100)
})
