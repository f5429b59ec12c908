import assert from 'node:assert/strict'
import { SendError } from './sender.ts'
import { provider as makeProvider } from './testing/provider.ts'
import { MINUTE, onBoth } from './testing/worlds.ts'

onBoth('a message is never sent at or after its not-after instant, and is not even rendered', async (all) => {
  const { courier, enqueue, provider, row, clock } = all
  let renderings = 0
  const render = async () => ({ text: `rendered ${++renderings} times` })
  await enqueue(courier(), { notAfter: clock.now() + MINUTE })
  clock.advance(MINUTE)
  const post = courier({ kinds: { urgent: { priority: 'urgent', render } } })
  await post.start()
  await post.idle()
  assert.equal(provider.asked.length, 0)
  assert.equal(renderings, 0)
  const { state, ended_at, sent_at } = await row()
  assert.deepEqual({ state, ended_at, sent_at }, { state: 'expired', ended_at: clock.now(), sent_at: null })
})

onBoth('a millisecond before its not-after instant a message is still sent', async (all) => {
  const { courier, enqueue, provider, clock } = all
  await enqueue(courier(), { notAfter: clock.now() + MINUTE })
  clock.advance(MINUTE - 1)
  const post = courier()
  await post.start()
  await post.idle()
  assert.equal(provider.taken.length, 1)
})

onBoth(
  'a message whose time passes while it is rendered is not sent',
  async ({ courier, enqueue, provider, row, clock }) => {
    const render = async () => {
      clock.advance(5 * MINUTE)
      return { text: 'too late' }
    }
    const post = courier({ kinds: { urgent: { priority: 'urgent', render } } })
    await post.start()
    await enqueue(post)
    await post.idle()
    assert.equal(provider.asked.length, 0)
    assert.equal((await row())['state'], 'expired')
  },
)

onBoth('a message with nothing left to say expires', async ({ courier, enqueue, provider, row }) => {
  const post = courier({ kinds: { urgent: { priority: 'urgent', render: async () => null } } })
  await post.start()
  await enqueue(post)
  await post.idle()
  assert.equal(provider.asked.length, 0)
  assert.equal((await row())['state'], 'expired')
})

onBoth('a temporary error is retried after a random part of a ceiling that doubles', async (all) => {
  const { courier, enqueue, provider, row, clock, events } = all
  const post = courier({ random: () => 0.5 })
  await post.start()
  provider.answer(new SendError('temporary', 'SMTP 450 4.2.0 at RCPT TO'))
  await enqueue(post)
  const waits: number[] = []
  for (let attempt = 1; attempt <= 4; attempt++) {
    await post.idle()
    const { state, next_at, attempts } = await row()
    assert.deepEqual({ state, attempts }, { state: 'queued', attempts: attempt })
    waits.push(Number(next_at) - clock.now())
    clock.advance(Number(next_at) - clock.now())
    if (attempt === 4) provider.answer()
    await post.sweep()
  }
  await post.idle()
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000])
  const { state, attempts, fault, fault_detail } = await row()
  assert.deepEqual(
    { state, attempts, fault, fault_detail },
    { state: 'sent', attempts: 5, fault: 'temporary', fault_detail: 'SMTP 450 4.2.0 at RCPT TO' },
  )
  assert.equal(events.filter(({ event }) => event === 'message_retried').length, 4)
})

onBoth('retries stay within the life of a message, and the last one leaves it expired', async (all) => {
  const { courier, enqueue, provider, row, clock } = all
  const post = courier({ random: () => 0.999 })
  await post.start()
  provider.answer(new SendError('temporary', 'busy'))
  const notAfter = clock.now() + MINUTE
  await enqueue(post, { notAfter })
  await post.idle()
  while ((await row())['state'] === 'queued') {
    const nextAt = Number((await row())['next_at'])
    assert.ok(nextAt < notAfter)
    clock.advance(nextAt - clock.now())
    await post.sweep()
    await post.idle()
  }
  assert.equal((await row())['state'], 'expired')
  assert.equal((await row())['fault_detail'], 'busy')
  assert.ok(provider.asked.every(({ envelope }) => envelope.at < notAfter))
})

onBoth('a sender that rejects a message, or cannot work, makes room for the next', async (all) => {
  const { courier, enqueue, rows } = all
  const first = makeProvider({ name: 'first' })
  const second = makeProvider({ name: 'second' })
  const post = courier({ senders: { email: [first.sender, second.sender] } })
  await post.start()
  for (const fault of ['rejected', 'misconfigured', 'temporary'] as const) {
    first.answer(new SendError(fault, 'no'))
    await enqueue(post)
    await post.idle()
  }
  assert.equal(first.asked.length, 3)
  assert.equal(second.taken.length, 3)
  assert.deepEqual(
    (await rows()).map(({ state, sender, attempts }) => [state, sender, attempts]),
    Array(3).fill(['sent', 'second', 1]),
  )
})

onBoth('a message that all senders reject has failed', async ({ courier, enqueue, row, provider, events, clock }) => {
  const post = courier()
  await post.start()
  provider.answer(new SendError('rejected', 'SMTP 554 5.7.1 at DATA'))
  await enqueue(post)
  await post.idle()
  const { state, sender, fault, fault_detail, ended_at } = await row()
  assert.deepEqual(
    { state, sender, fault, fault_detail, ended_at },
    {
      state: 'failed',
      sender: 'provider',
      fault: 'rejected',
      fault_detail: 'SMTP 554 5.7.1 at DATA',
      ended_at: clock.now(),
    },
  )
  assert.deepEqual(
    events.map(({ event }) => event),
    ['sender_failed', 'message_failed'],
  )
})

onBoth('one sender that may take it later is reason enough to try again', async ({ courier, enqueue, rows }) => {
  const busy = makeProvider({ name: 'busy' })
  const strict = makeProvider({ name: 'strict' })
  busy.answer(new SendError('temporary', 'later'))
  strict.answer(new SendError('rejected', 'never'))
  const post = courier({ senders: { email: [strict.sender, busy.sender], sms: [busy.sender, strict.sender] } })
  await post.start()
  for (const channel of ['email', 'sms'] as const) await enqueue(post, { channel, reference: channel })
  await post.idle()
  assert.deepEqual(
    (await rows()).map(({ state, fault_detail }) => [state, fault_detail]),
    Array(2).fill(['queued', 'later']),
  )
})

onBoth('an address that nobody can reach ends the message without asking the next sender', async (all) => {
  const { courier, enqueue, row } = all
  const first = makeProvider({ name: 'first' })
  const second = makeProvider({ name: 'second' })
  first.answer(new SendError('undeliverable', 'SMTP 550 5.1.1 at RCPT TO'))
  const post = courier({ senders: { email: [first.sender, second.sender] } })
  await post.start()
  await enqueue(post)
  await post.idle()
  assert.equal(second.asked.length, 0)
  assert.equal((await row())['state'], 'failed')
})

onBoth('a decoy is rendered, reaches no sender and ends as sent like any other', async (all) => {
  const { courier, enqueue, provider, row } = all
  const rendered: string[] = []
  const render = async ({ reference }: { reference: string }) => {
    rendered.push(reference)
    return { text: 'to nobody' }
  }
  const post = courier({ kinds: { urgent: { priority: 'urgent', render } } })
  await post.start()
  await enqueue(post, { silent: true, reference: 'decoy' })
  await post.idle()
  assert.deepEqual(rendered, ['decoy'])
  assert.equal(provider.asked.length, 0)
  const { state, sender, attempts, silent } = await row()
  assert.deepEqual({ state, sender, attempts, silent }, { state: 'sent', sender: 'provider', attempts: 1, silent: 1 })
})

onBoth(
  'of an error that may hold anything only the name is kept',
  async ({ courier, enqueue, provider, row, events }) => {
    const post = courier()
    await post.start()
    provider.answer(new RangeError('cannot send 123456 to ann@example.org'))
    await enqueue(post)
    await post.idle()
    assert.equal((await row())['fault_detail'], 'RangeError')
    assert.doesNotMatch(JSON.stringify(events), /ann@|123456/)
  },
)

onBoth('an address in the words of a sender is taken out, and so are control characters', async (all) => {
  const { courier, enqueue, provider, row } = all
  const post = courier()
  await post.start()
  provider.answer(new SendError('temporary', 'user ann@example.org\r\nis busy'))
  await enqueue(post)
  await post.idle()
  assert.equal((await row())['fault_detail'], 'user … is busy')
})

onBoth('a kind that cannot make its text is tried again', async ({ courier, enqueue, provider, row, clock }) => {
  let attempts = 0
  const render = async () => {
    attempts += 1
    if (attempts === 1) throw new TypeError('the ledger is away')
    return { text: 'back' }
  }
  const post = courier({ kinds: { urgent: { priority: 'urgent', render } }, random: () => 0 })
  await post.start()
  await enqueue(post)
  await post.idle()
  clock.advance(100)
  await post.sweep()
  await post.idle()
  assert.deepEqual(
    provider.taken.map(({ rendered }) => rendered.text),
    ['back'],
  )
  assert.equal((await row())['fault_detail'], 'TypeError')
})

onBoth('a message waits for a process that knows its kind, and for a sender of its channel', async (all) => {
  const { courier, enqueue, row, events } = all
  const post = courier({ senders: {} })
  await post.start()
  await enqueue(post)
  await post.idle()
  assert.equal((await row())['fault_detail'], 'no sender for email')
  const older = courier({ kinds: {}, random: () => 0 })
  await post.stop()
  all.clock.advance(MINUTE)
  await older.start()
  await older.idle()
  assert.equal((await row())['fault_detail'], 'no such kind in this process')
  assert.equal((await row())['state'], 'queued')
  assert.ok(events.every(({ event }) => event === 'message_retried'))
})

onBoth('a sender that does not answer is given up, and told so', async ({ courier, enqueue, row }) => {
  let told: unknown
  const post = courier({
    sendWithinMs: 20,
    senders: {
      email: [
        {
          name: 'deaf',
          send: (_rendered, _envelope, signal) =>
            new Promise(() => signal.addEventListener('abort', () => (told = signal.reason))),
          close: async () => {},
        },
      ],
    },
  })
  await post.start()
  await enqueue(post)
  await post.idle()
  assert.equal((await row())['fault_detail'], 'no answer within 20 ms')
  assert.ok(told instanceof SendError)
})
