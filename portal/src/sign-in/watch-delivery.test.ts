import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testClock } from '../../../tools/testing/clock.ts'
import type { DeliveryState } from './delivery.ts'
import type { Watch } from './watch-delivery.ts'
import { watchDelivery } from './watch-delivery.ts'

/** A message whose state the test changes; without a call nobody looks for an hour. */
function message(first: DeliveryState | undefined, changes: Partial<Watch> = {}) {
  const clock = testClock()
  const ending = new AbortController()
  const listeners = new Set<() => void>()
  let present = first
  const watched = watchDelivery({
    clock,
    until: clock.now() + 180_000,
    ended: ending.signal,
    lookEveryMs: 3_600_000,
    look: async () => present,
    listen(onNews) {
      listeners.add(onNews)
      return () => listeners.delete(onNews)
    },
    ...changes,
  })
  return {
    watched,
    clock,
    listeners,
    end: () => ending.abort(),
    call() {
      for (const onNews of listeners) onNews()
    },
    set(state: DeliveryState | undefined) {
      present = state
    },
  }
}

test('each state is told once, in order, and the last one ends it', async () => {
  const { watched, call, set, listeners } = message('under_way')
  assert.equal((await watched.next()).value, 'under_way')
  for (const state of ['retrying', 'accepted', 'delivered'] as const) {
    const next = watched.next()
    call() // without news
    set(state)
    call()
    assert.equal((await next).value, state)
  }
  assert.equal((await watched.next()).done, true)
  assert.equal(listeners.size, 0)
})

test('what another process does is noticed without a call', async () => {
  const { watched, set } = message('under_way', { lookEveryMs: 1 })
  await watched.next()
  set('accepted')
  assert.equal((await watched.next()).value, 'accepted')
})

test('news during a look is not missed', async () => {
  const found: DeliveryState[] = ['under_way', 'accepted']
  let tell = () => {}
  const { watched } = message(undefined, {
    async look() {
      tell() // it has just changed, after the row was read
      return found.shift()
    },
    listen(onNews) {
      tell = onNews
      return () => {}
    },
  })
  assert.equal((await watched.next()).value, 'under_way')
  assert.equal((await watched.next()).value, 'accepted')
})

test('a long silence is broken by a beat, so that nobody cuts the line', async () => {
  const { watched, call, clock } = message('accepted')
  await watched.next()
  const next = watched.next()
  clock.advance(15_000)
  call()
  assert.equal((await next).value, 'beat')
})

test('it ends with its time, with its listener, and when there is nothing left to wait for', async () => {
  const endings: ((it: ReturnType<typeof message>) => void)[] = [
    ({ clock }) => clock.advance(180_000),
    ({ end }) => end(),
    ({ set }) => set(undefined),
  ]
  for (const endIt of endings) {
    const it = message('accepted')
    await it.watched.next()
    const next = it.watched.next()
    endIt(it)
    it.call()
    assert.equal((await next).done, true)
    assert.equal(it.listeners.size, 0)
  }
})
