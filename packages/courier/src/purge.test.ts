import assert from 'node:assert/strict'
import { onBoth } from './testing/worlds.ts'

const DAY = 86_400_000

onBoth(
  'what ended ninety days ago is deleted, and what still waits is left',
  async ({ courier, enqueue, rows, clock }) => {
    const idle = courier()
    await enqueue(idle, { reference: 'waits', notAfter: clock.now() + 400 * DAY })
    const busy = courier()
    await busy.start()
    await enqueue(busy, { reference: 'sent' })
    await busy.idle()
    await busy.stop()
    const waiting = courier()
    await enqueue(waiting, { reference: 'waits too', notAfter: clock.now() + 400 * DAY })
    assert.equal(await idle.purge(), 0)
    clock.advance(91 * DAY)
    const deleted = await idle.purge()
    const left = (await rows()).map(({ reference }) => reference)
    assert.equal(deleted + left.length, 3)
    assert.ok(!left.includes('sent'))
    assert.ok(left.includes('waits too'))
  },
)
