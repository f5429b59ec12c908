import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createIds, firstIdAt } from './ids.ts'

const START = Date.UTC(2026, 2, 2, 9)

test('ids rise whatever the clock does, tell their millisecond and stay whole', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 2_000 }), { minLength: 1, maxLength: 200 }), (steps) => {
      let now = START
      const nextId = createIds({ now: () => now })
      let last = 0
      for (const step of steps) {
        now += step
        const id = nextId()
        assert.ok(Number.isSafeInteger(id) && id > last)
        assert.ok(id >= firstIdAt(now))
        last = id
      }
    }),
  )
})

test('a process that meets the ids of a busy other finds a free one within five draws', () => {
  const clock = { now: () => START }
  const busy = createIds(clock)
  const taken = new Set(Array.from({ length: 5_000 }, () => busy()))
  for (let process = 0; process < 1_000; process++) {
    const nextId = createIds(clock)
    assert.ok([nextId(), nextId(), nextId(), nextId(), nextId()].some((id) => !taken.has(id)))
  }
})

test('ids fit in 53 bits until the end of 2093', () => {
  const id = createIds({ now: () => Date.UTC(2093, 11, 31) })()
  assert.ok(Number.isSafeInteger(id))
})
