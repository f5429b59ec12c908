import assert from 'node:assert/strict'
import { SendError } from './sender.ts'
import { provider as makeProvider } from './testing/provider.ts'
import type { World } from './testing/worlds.ts'
import { MINUTE, onBoth } from './testing/worlds.ts'

const down = new SendError('temporary', 'ECONNREFUSED')

function eventsOf({ events }: World, name: string) {
  return events.filter(({ event }) => event === name)
}

onBoth('after five troubles in a row a sender is left alone, and the next one has its messages', async (all) => {
  const first = makeProvider({ name: 'first' })
  const second = makeProvider({ name: 'second' })
  first.answer(down)
  const post = all.courier({ senders: { email: [first.sender, second.sender] } })
  await post.start()
  for (let code = 0; code < 8; code++) {
    await all.enqueue(post)
    await post.idle()
  }
  assert.equal(first.asked.length, 5)
  assert.equal(second.taken.length, 8)
  assert.deepEqual(eventsOf(all, 'circuit_opened'), [
    {
      event: 'circuit_opened',
      trouble: { sender: 'first', fault: 'temporary', detail: 'ECONNREFUSED' },
      until: all.clock.now() + 2_000,
    },
  ])
})

onBoth('an open circuit is probed by one message: it closes, and all goes that way again', async (all) => {
  const first = makeProvider({ name: 'first' })
  const second = makeProvider({ name: 'second' })
  first.answer(down)
  const post = all.courier({ senders: { email: [first.sender, second.sender] } })
  await post.start()
  const send = async () => {
    await all.enqueue(post)
    await post.idle()
  }
  for (let code = 0; code < 5; code++) await send()
  all.clock.advance(1_999)
  await send()
  assert.equal(first.asked.length, 5)
  all.clock.advance(1)
  await send()
  assert.equal(first.asked.length, 6)
  all.clock.advance(2_000)
  await send()
  assert.equal(first.asked.length, 6, 'a probe that fails doubles the pause')
  all.clock.advance(2_000)
  first.answer()
  await send()
  await send()
  assert.equal(first.taken.length, 2)
  assert.equal(eventsOf(all, 'circuit_opened').length, 2)
  assert.deepEqual(eventsOf(all, 'circuit_closed'), [{ event: 'circuit_closed', sender: 'first' }])
})

onBoth('a pause ends at ten seconds, however long the sender is away', async (all) => {
  all.provider.answer(down)
  const post = all.courier()
  await post.start()
  for (let code = 0; code < 10; code++) await all.enqueue(post, { notAfter: all.clock.now() + 60 * MINUTE })
  await post.idle()
  const pauses: number[] = []
  for (let probe = 0; probe < 6; probe++) {
    const opened = all.events.findLast((event) => event.event === 'circuit_opened')
    assert.ok(opened?.event === 'circuit_opened')
    pauses.push(opened.until - all.clock.now())
    all.clock.advance(opened.until - all.clock.now())
    for (let quiet = false; !quiet; ) {
      const before = eventsOf(all, 'circuit_opened').length
      await post.sweep()
      await post.idle()
      quiet = eventsOf(all, 'circuit_opened').length > before
      if (!quiet) all.clock.advance(500)
    }
  }
  assert.deepEqual(
    pauses.map((ms) => Math.ceil(ms / 1_000)),
    [2, 4, 8, 10, 10, 10],
  )
})

onBoth('what is about one message opens no circuit', async (all) => {
  const post = all.courier({ random: () => 0 })
  await post.start()
  for (const error of [
    new SendError('rejected', 'SMTP 554'),
    new SendError('undeliverable', 'SMTP 550 5.1.1'),
    new SendError('temporary', 'SMTP 450 at RCPT TO', { about: 'message' }),
  ]) {
    all.provider.answer(error)
    for (let code = 0; code < 6; code++) {
      await all.enqueue(post)
      await post.idle()
    }
  }
  assert.equal(eventsOf(all, 'circuit_opened').length, 0)
})

onBoth('when no circuit is closed messages wait untouched, and go when the first one may close', async (all) => {
  const { clock, provider, rows, enqueue } = all
  provider.answer(down)
  const post = all.courier({ random: () => 0 })
  await post.start()
  for (let code = 0; code < 5; code++) await enqueue(post)
  await post.idle()
  for (let code = 0; code < 50; code++) await enqueue(post, { reference: 'waits' })
  await post.sweep()
  await post.idle()
  assert.equal(provider.asked.length, 5)
  const waiting = (await rows()).filter(({ reference }) => reference === 'waits')
  assert.ok(waiting.every(({ state, attempts }) => state === 'queued' && attempts === 0))
  provider.answer()
  clock.advance(2_000)
  await post.sweep()
  await post.idle()
  assert.equal(provider.taken.length, 55)
})

onBoth('a probe that fails costs the others nothing: they wait for its outcome', async (all) => {
  const { clock, provider, rows, enqueue } = all
  provider.answer(down)
  const post = all.courier()
  await post.start()
  for (let code = 0; code < 5; code++) await enqueue(post)
  await post.idle()
  for (let code = 0; code < 50; code++) await enqueue(post, { reference: 'waits' })
  clock.advance(2_000)
  await post.sweep()
  await post.idle()
  assert.equal(provider.asked.length, 6)
  const attempts = (await rows()).reduce((sum, row) => sum + Number(row['attempts']), 0)
  assert.equal(attempts, 6)
})

onBoth('a message whose time ends while circuits are open expires', async (all) => {
  const { clock, provider, rows, enqueue } = all
  provider.answer(down)
  const post = all.courier()
  await post.start()
  for (let code = 0; code < 6; code++) await enqueue(post, { notAfter: clock.now() + MINUTE })
  await post.idle()
  provider.answer()
  clock.advance(MINUTE)
  await post.sweep()
  await post.idle()
  assert.equal(provider.taken.length, 0)
  assert.ok((await rows()).every(({ state }) => state === 'expired'))
})

onBoth('a decoy waits behind open circuits like any other message', async (all) => {
  const { clock, provider, rows, enqueue } = all
  provider.answer(down)
  const post = all.courier()
  await post.start()
  for (let code = 0; code < 5; code++) await enqueue(post)
  await post.idle()
  await enqueue(post, { silent: true, reference: 'decoy' })
  await post.sweep()
  await post.idle()
  const decoy = async () => (await rows()).find(({ reference }) => reference === 'decoy')
  assert.equal((await decoy())?.['state'], 'queued')
  provider.answer()
  clock.advance(MINUTE)
  await post.sweep()
  await post.idle()
  assert.equal((await decoy())?.['state'], 'sent')
})

onBoth('a provider that asks to be left alone is, and its message waits as long as it says', async (all) => {
  const { clock, provider, row, enqueue } = all
  const post = all.courier({ random: () => 0 })
  await post.start()
  provider.answer(new SendError('temporary', '20429', { retryAfterMs: 30_000 }))
  await enqueue(post)
  await post.idle()
  assert.equal((await row())['next_at'], clock.now() + 30_100)
})
