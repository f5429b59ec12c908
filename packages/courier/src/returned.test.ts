import assert from 'node:assert/strict'
import type { Courier } from './courier.ts'
import { provider } from './testing/provider.ts'
import type { World } from './testing/worlds.ts'
import { onBoth } from './testing/worlds.ts'

/** A courier with two mail servers, of which the first has taken the message. */
async function taken(all: World): Promise<{ post: Courier; id: number; second: readonly unknown[] }> {
  const first = provider({ name: 'first' })
  const second = provider({ name: 'second' })
  const post = all.courier({ senders: { email: [first.sender, second.sender] } })
  await post.start()
  await all.enqueue(post)
  await post.idle()
  return { post, id: Number((await all.row())['id']), second: second.asked }
}

onBoth('a mail that came back has failed, is told once, and goes to no other sender', async (all) => {
  const { post, id, second } = await taken(all)
  all.clock.advance(1000)
  const returned = { id, status: '5.7.1', fault: 'rejected' } as const
  assert.equal(await post.returned(returned), 'recorded')
  await post.idle()
  const { state, fault, fault_detail, ended_at, sender } = await all.row()
  assert.deepEqual(
    { state, fault, fault_detail, ended_at, sender },
    { state: 'failed', fault: 'rejected', fault_detail: 'returned 5.7.1', ended_at: all.clock.now(), sender: 'first' },
  )
  assert.deepEqual([all.events.at(-1)?.event, second.length], ['message_returned', 0])

  const before = [await all.row(), all.events.length]
  all.clock.advance(1000)
  assert.equal(await post.returned(returned), 'known')
  assert.deepEqual([await all.row(), all.events.length], before)
})

onBoth('what arrived, has ended, or is gone does not come back', async (all) => {
  const { post, id } = await taken(all)
  const returned = (which: number) => post.returned({ id: which, status: '5.1.1', fault: 'undeliverable' })
  assert.equal(await returned(id + 1), 'unknown')
  for (const state of ['delivered', 'failed', 'expired']) {
    await all.store.write((trx) => trx.run('UPDATE outbox SET state = $1', [state]))
    assert.equal(await returned(id), 'known', state)
    assert.equal((await all.row())['state'], state)
  }
})
