import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Courier } from './courier.ts'
import type { Receipt } from './receipt.ts'
import { judgeReceipt } from './receipt.ts'
import type { Sender } from './sender.ts'
import { SendError } from './sender.ts'
import { outboxStates } from './tables.ts'
import type { Provider } from './testing/provider.ts'
import { provider as makeProvider } from './testing/provider.ts'
import type { World } from './testing/worlds.ts'
import { MINUTE, onBoth } from './testing/worlds.ts'

/** A courier whose SMS go by two providers, and the first message is with the first one under the name `SM-1`. */
async function sent(all: World): Promise<{ post: Courier; first: Provider; second: Provider }> {
  const first = makeProvider({ name: 'first' })
  const second = makeProvider({ name: 'second' })
  first.answer({ providerId: 'SM-1' })
  second.answer({ providerId: 'SM-2' })
  const post = all.courier({ senders: { sms: [first.sender, second.sender] } })
  await post.start()
  await all.enqueue(post, { channel: 'sms' })
  await post.idle()
  return { post, first, second }
}

const receipt = (status: Receipt['status'], more: Partial<Receipt> = {}): Receipt => ({
  sender: 'first',
  providerId: 'SM-1',
  status,
  word: status,
  ...more,
})

onBoth('a receipt is kept in the words of the provider, and what arrived is delivered', async (all) => {
  const { post } = await sent(all)
  assert.equal(await post.receive(receipt('sent', { word: 'queued' })), 'recorded')
  assert.equal((await all.row())['receipt'], 'queued')
  all.clock.advance(1_000)
  assert.equal(await post.receive(receipt('delivered')), 'recorded')
  const { state, receipt: word, receipt_at, delivered_at } = await all.row()
  const now = all.clock.now()
  assert.deepEqual(
    { state, word, receipt_at, delivered_at },
    { state: 'delivered', word: 'delivered', receipt_at: now, delivered_at: now },
  )
  assert.equal(all.events.at(-1)?.event, 'message_delivered')
})

onBoth('a receipt that comes twice, late or for nobody changes nothing', async (all) => {
  const { post } = await sent(all)
  await post.receive(receipt('sent'))
  assert.equal(await post.receive(receipt('sent')), 'known')
  await post.receive(receipt('delivered'))
  const before = await all.row()
  all.clock.advance(1_000)
  for (const status of ['sent', 'delivered', 'failed'] as const) {
    assert.equal(await post.receive(receipt(status, { word: 'late' })), 'known')
  }
  assert.equal(await post.receive(receipt('failed', { providerId: 'SM-9' })), 'unknown')
  assert.equal(await post.receive(receipt('failed', { sender: 'second' })), 'unknown')
  assert.deepEqual(await all.row(), before)
})

onBoth('a message that will not arrive goes on to the next sender at once, and not to the same again', async (all) => {
  const { post, first, second } = await sent(all)
  assert.equal(await post.receive(receipt('failed', { word: 'undelivered 30003' })), 'recorded')
  await post.idle()
  assert.equal(first.asked.length, 1)
  assert.equal(second.taken.length, 1)
  const { state, sender, provider_id, tried, fault, fault_detail } = await all.row()
  assert.deepEqual(
    { state, sender, provider_id, tried, fault, fault_detail },
    {
      state: 'sent',
      sender: 'second',
      provider_id: 'SM-2',
      tried: 'first',
      fault: 'rejected',
      fault_detail: 'undelivered 30003',
    },
  )
  assert.equal(await post.receive(receipt('failed', { sender: 'second', providerId: 'SM-2' })), 'recorded')
  await post.idle()
  assert.equal((await all.row())['state'], 'failed')
  assert.equal((await all.row())['tried'], 'first second')
})

onBoth('a message that nobody can reach, or whose time is over, fails by its receipt', async (all) => {
  const { post, second } = await sent(all)
  await post.receive(receipt('failed', { fault: 'undeliverable' }))
  assert.equal((await all.row())['state'], 'failed')
  await all.store.write((trx) => trx.run('DELETE FROM outbox'))
  await all.enqueue(post, { channel: 'sms' })
  await post.idle()
  all.clock.advance(5 * MINUTE)
  await post.receive(receipt('failed'))
  await post.idle()
  assert.equal((await all.row())['state'], 'failed')
  assert.equal((await all.row())['ended_at'], all.clock.now())
  assert.equal(second.asked.length, 0)
})

onBoth('a message that arrived after all is delivered, and the next sender is not asked', async (all) => {
  const { post, second } = await sent(all)
  second.answer(new SendError('temporary', 'busy'))
  await post.receive(receipt('failed', { fault: 'undeliverable' }))
  assert.equal(await post.receive(receipt('delivered')), 'recorded')
  await post.sweep()
  await post.idle()
  const { state, ended_at } = await all.row()
  assert.deepEqual({ state, ended_at }, { state: 'delivered', ended_at: null })
  assert.equal(second.asked.length, 0)
})

onBoth('a receipt that is faster than the row finds it all the same', async (all) => {
  const early: Promise<unknown>[] = []
  const fast: Sender = {
    name: 'fast',
    async send() {
      early.push(post.receive({ sender: 'fast', providerId: 'F-1', status: 'delivered', word: 'ok' }))
      return { providerId: 'F-1' }
    },
    async close() {},
  }
  const post = all.courier({ senders: { email: [fast] } })
  await post.start()
  await all.enqueue(post)
  await post.idle()
  assert.deepEqual(await Promise.all(early), ['recorded'])
  assert.equal((await all.row())['state'], 'delivered')
})

onBoth('who rejected a message is not asked again, also after a pause', async (all) => {
  const strict = makeProvider({ name: 'strict' })
  const busy = makeProvider({ name: 'busy' })
  strict.answer(new SendError('rejected', 'no template'))
  busy.answer(new SendError('temporary', 'busy'))
  const post = all.courier({ senders: { whatsapp: [strict.sender, busy.sender] } })
  await post.start()
  await all.enqueue(post, { channel: 'whatsapp' })
  await post.idle()
  busy.answer()
  all.clock.advance(2_000)
  await post.sweep()
  await post.idle()
  assert.equal(strict.asked.length, 1)
  assert.equal(busy.taken.length, 1)
})

const anyReceipt = fc.record({
  status: fc.constantFrom('sent', 'delivered', 'failed'),
  word: fc.constantFrom('a', 'b'),
  fault: fc.constantFrom('temporary', 'rejected', 'undeliverable'),
})

test('whatever the order of receipts, a message is delivered if one of them says so, and stays so', () => {
  const property = fc.property(fc.array(anyReceipt), fc.boolean(), (receipts, hasNext) => {
    let state: (typeof outboxStates)[number] = 'sent'
    let word: string | undefined
    for (const each of receipts) {
      const next = judgeReceipt({ sender: 'a', providerId: 'b', ...each }, { state, word, notAfter: 2, hasNext }, 1)
      if (next === undefined) continue
      assert.notEqual(state, 'delivered')
      state = next
      word = each.word
    }
    assert.equal(
      receipts.some(({ status }) => status === 'delivered'),
      state === 'delivered',
    )
  })
  fc.assert(property)
})

test('a receipt never moves what has not been taken, or is in the hands of the next sender', () => {
  fc.assert(
    fc.property(anyReceipt, fc.constantFrom(...outboxStates), (each, state) => {
      const standing = { state, word: undefined, notAfter: 2, hasNext: true }
      const next = judgeReceipt({ sender: 'a', providerId: 'b', ...each }, standing, 1)
      if (state === 'sending' || state === 'delivered') assert.equal(next, undefined)
      else if (state !== 'sent') assert.ok(next === undefined || next === 'delivered')
    }),
  )
})
