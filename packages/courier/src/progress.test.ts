import assert from 'node:assert/strict'
import { SendError } from './sender.ts'
import { provider as makeProvider } from './testing/provider.ts'
import { onBoth } from './testing/worlds.ts'

onBoth('the progress of the newest message about something can be read', async (all) => {
  const { courier, enqueue, provider, clock } = all
  const post = courier({ random: () => 0 })
  await post.start()
  const subject = { kind: 'urgent', reference: 'F-1' }
  assert.equal(await post.progress(subject), undefined)
  await enqueue(post, { reference: 'F-1' })
  await post.idle()
  const first = await post.progress(subject)
  assert.deepEqual(first, {
    id: first?.id,
    channel: 'email',
    state: 'sent',
    sender: 'provider',
    createdAt: clock.now(),
    sentAt: clock.now(),
    deliveredAt: undefined,
    nextAt: undefined,
    fault: undefined,
  })
  clock.advance(1)
  provider.answer(new SendError('temporary', 'busy'))
  await enqueue(post, { reference: 'F-1', channel: 'sms' })
  await enqueue(post, { reference: 'F-1', kind: 'normal' })
  await post.idle()
  const { channel, state, nextAt, fault } = (await post.progress(subject)) ?? {}
  assert.deepEqual(
    { channel, state, nextAt, fault },
    { channel: 'sms', state: 'queued', nextAt: clock.now() + 100, fault: 'temporary' },
  )
})

onBoth('the provider that took the newest message hears that it was used, and no other', async (all) => {
  const used: string[] = []
  const able = (name: string) => {
    const made = makeProvider({ name })
    const confirmUse = async (providerId: string) => {
      used.push(`${name} ${providerId}`)
    }
    return { ...made, sender: { ...made.sender, confirmUse } }
  }
  const first = able('first')
  const second = able('second')
  const post = all.courier({ senders: { sms: [first.sender, second.sender] } })
  await post.start()
  const send = async (providerId: string) => {
    first.answer({ providerId })
    all.clock.advance(1)
    await all.enqueue(post, { channel: 'sms', reference: 'F-1' })
    await post.idle()
  }
  await send('SM-1')
  await send('SM-2')
  await post.confirmUse({ kind: 'urgent', reference: 'F-1' })
  await post.confirmUse({ kind: 'normal', reference: 'F-1' })
  await post.confirmUse({ kind: 'urgent', reference: 'F-2' })
  assert.deepEqual(used, ['first SM-2'])
})

onBoth('a provider that does not want to hear of it is no trouble to anybody', async (all) => {
  const { sender, answer } = makeProvider()
  answer({ providerId: 'SM-1' })
  const confirmUse = () => Promise.reject(new SendError('temporary', '20429'))
  const post = all.courier({ senders: { email: [{ ...sender, confirmUse }] } })
  await post.start()
  await all.enqueue(post, { reference: 'F-1' })
  await post.idle()
  await post.confirmUse({ kind: 'urgent', reference: 'F-1' })
  assert.deepEqual(all.events.at(-1), {
    event: 'use_not_told',
    trouble: { sender: undefined, fault: 'temporary', detail: '20429' },
  })
})

onBoth('where no sender can hear of use nothing is asked of the database', async ({ courier, store, events }) => {
  const post = courier({ store: { ...store, get: () => assert.fail('a statement') } })
  await post.confirmUse({ kind: 'urgent', reference: 'F-1' })
  assert.deepEqual(events, []) // what it meets, it tells
})
