import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Courier as EngineCourier } from '@kerbside/otp'
import type { Courier } from './courier.ts'
import { createEnqueue } from './enqueue.ts'
import type { Message } from './message.ts'
import { statements } from './statements.ts'
import type { Row } from './store.ts'
import { then } from './store.ts'
import type { World } from './testing/worlds.ts'
import { MINUTE, messageTo, onBoth, world } from './testing/worlds.ts'
import { Worker } from './worker.ts'

onBoth(
  'a message is sent after the commit, and its row says so',
  async ({ courier, enqueue, provider, row, clock }) => {
    provider.answer({ providerId: 'SM-1' })
    const post = courier()
    await post.start()
    await enqueue(post)
    await post.idle()
    assert.deepEqual(
      provider.taken.map(({ rendered, envelope }) => [envelope.to, rendered.text]),
      [['ann@example.org', 'The secret of R-1']],
    )
    const { state, attempts, sender, provider_id, sent_at, lease_owner, lease_until, fault } = await row()
    assert.deepEqual(
      { state, attempts, sender, provider_id, sent_at, lease_owner, lease_until, fault },
      {
        state: 'sent',
        attempts: 1,
        sender: 'provider',
        provider_id: 'SM-1',
        sent_at: clock.now(),
        lease_owner: null,
        lease_until: null,
        fault: null,
      },
    )
  },
)

onBoth('a rollback sends nothing', async ({ courier, store, provider, rows, clock }) => {
  const post = courier()
  await post.start()
  const failing = store.write((trx) => then(post.enqueue(trx, messageTo(clock)), fail))
  await assert.rejects(failing, /the caller's own trouble/)
  await post.sweep()
  await post.idle()
  assert.equal(provider.asked.length, 0)
  assert.deepEqual(await rows(), [])
})

function fail(): never {
  throw new Error("the caller's own trouble")
}

onBoth('nothing of the text is in the table, whatever becomes of the message', async (all) => {
  const { courier, enqueue, provider, rows } = all
  const post = courier()
  await post.start()
  await enqueue(post, { reference: 'R-1' })
  await post.idle()
  provider.answer(new Error('could not say: The secret of R-2'))
  await enqueue(post, { reference: 'R-2' })
  await post.idle()
  assert.deepEqual(
    (await rows()).map(({ state }) => state),
    ['sent', 'queued'],
  )
  assert.doesNotMatch(JSON.stringify(await rows()), /secret|Subject/)
})

/** What a row is when the statement that makes it is done, before its commit. */
async function bornAs({ store, clock }: World, courier: Courier, message?: Partial<Message>): Promise<Row | undefined> {
  const [row] = await store.write((trx) =>
    then(courier.enqueue(trx, messageTo(clock, { reference: 'newest', ...message })), () =>
      trx.all("SELECT state, lease_until, attempts, next_at FROM outbox WHERE reference = 'newest'"),
    ),
  )
  return row
}

onBoth('a message that can go at once is born in the hands of its worker, and no statement claims it', async (all) => {
  const { courier, clock, row } = all
  const post = courier()
  await post.start()
  const born = await bornAs(all, post)
  assert.deepEqual(
    { ...born },
    { state: 'sending', lease_until: clock.now() + 30_000, attempts: 1, next_at: clock.now() },
  )
  await post.idle()
  assert.equal((await row())['attempts'], 1)
})

onBoth('bulk is born queued, and so is what must wait', async (all) => {
  const { courier, clock } = all
  const post = courier()
  await post.start()
  assert.equal((await bornAs(all, post, { kind: 'bulk' }))?.['state'], 'queued')
  const { rows } = all
  await all.enqueue(post, { notBefore: clock.now() + MINUTE })
  const waiting = (await rows()).find(({ next_at }) => next_at === clock.now() + MINUTE)
  assert.equal(waiting?.['state'], 'queued')
})

onBoth('a message without a worker is queued, and sent by the one that starts', async (all) => {
  const { courier, enqueue, provider, row } = all
  const command = courier()
  await enqueue(command)
  assert.equal((await row())['state'], 'queued')
  const server = courier()
  await server.start()
  await server.idle()
  assert.equal(provider.taken.length, 1)
  assert.equal((await row())['state'], 'sent')
})

onBoth('a message does not go before its instant, and goes at it', async ({ courier, enqueue, provider, clock }) => {
  const post = courier()
  await post.start()
  await enqueue(post, { notBefore: clock.now() + MINUTE })
  clock.advance(MINUTE - 1)
  await post.sweep()
  await post.idle()
  assert.equal(provider.asked.length, 0)
  clock.advance(1)
  await post.sweep()
  await post.idle()
  assert.equal(provider.taken.length, 1)
})

onBoth(
  'of messages with the same unique key one is kept',
  async ({ courier, store, enqueue, provider, rows, clock }) => {
    const post = courier()
    await post.start()
    const reminder = { uniqueKey: 'reminder:B-7' }
    await Promise.all([enqueue(post, reminder), enqueue(post, reminder)])
    await store.write((trx) => post.enqueue(trx, messageTo(clock, reminder)))
    await enqueue(post, { uniqueKey: 'reminder:B-8' })
    await post.idle()
    assert.equal(provider.taken.length, 2)
    assert.equal((await rows()).length, 2)
  },
)

onBoth('an id that is taken is drawn again, in the same transaction', async ({ store, clock, rows }) => {
  const kinds = { urgent: { priority: 'urgent' as const, render: async () => null } }
  const sql = statements(store.dialect)
  const parts = { store, clock, kinds, sql, senders: {}, onEvent: () => {}, random: () => 0, listen: undefined }
  const worker = new Worker({ ...parts, leaseMs: 30_000, sendWithinMs: 1, stopWithinMs: 1 })
  const ids = [7, 7, 7, 8]
  const enqueue = createEnqueue({ clock, kinds, sql, worker, newId: () => ids.shift() ?? 0 })
  await store.write((trx) => enqueue(trx, messageTo(clock)))
  await store.write((trx) => enqueue(trx, messageTo(clock)))
  assert.deepEqual(
    (await rows()).map(({ id }) => id),
    [7, 8],
  )
})

onBoth('a kind that nobody renders is refused, and so is its transaction', async ({ courier, enqueue, rows }) => {
  await assert.rejects(enqueue(courier(), { kind: 'toString' }), /knows no kind "toString"/)
  assert.deepEqual(await rows(), [])
})

onBoth('the one-time-code engine can use it as its courier', async ({ courier, store, clock, row }) => {
  const post: EngineCourier = courier()
  const { kind, reference, channel, address, locale, notAfter, silent } = messageTo(clock)
  await store.write((trx) => post.enqueue(trx, { kind, reference, channel, address, locale, notAfter, silent }))
  assert.equal((await row())['reference'], reference)
})

test('on SQLite enqueue answers at once', async (t) => {
  const { courier, store, clock } = await world(t, 'sqlite')
  const post = courier()
  await post.start()
  await store.write((trx) => assert.equal(post.enqueue(trx, messageTo(clock)), undefined))
})
