import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { retryDelayMs } from './retry-delay.ts'

const anyPlan = fc.record({
  attempts: fc.integer({ min: 1, max: 2_000 }),
  lifeLeftMs: fc.integer({ min: -1_000, max: 10 ** 9 }),
  afterMs: fc.integer({ min: 0, max: 10 ** 6 }),
  chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

test('a retry comes within the life of its message, and within five minutes of the time that is asked for', () => {
  fc.assert(
    fc.property(anyPlan, ({ attempts, lifeLeftMs, afterMs, chance }) => {
      const delayMs = retryDelayMs({ attempts, lifeLeftMs, afterMs, random: () => chance })
      if (lifeLeftMs < 1_000) assert.equal(delayMs, undefined)
      else assert.ok(delayMs !== undefined && delayMs >= 100 && delayMs < Math.min(lifeLeftMs, 600_001))
    }),
  )
})

test('whoever asks for time gets it, up to five minutes, where the message has so much', () => {
  fc.assert(
    fc.property(anyPlan, ({ attempts, lifeLeftMs, afterMs, chance }) => {
      const delayMs = retryDelayMs({ attempts, lifeLeftMs, afterMs, random: () => chance })
      const askedMs = Math.min(afterMs, 300_000)
      if (lifeLeftMs > Math.max(1_000, askedMs + 100)) assert.ok(delayMs !== undefined && delayMs >= askedMs)
    }),
  )
})

test('the ceiling of the delay doubles with each attempt', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 9, 60].map((attempts) =>
    retryDelayMs({ attempts, lifeLeftMs: 10 ** 9, afterMs: 0, random: () => 1 - 2 ** -53 }),
  )
  const seconds = ceilings.map((ceilingMs) => Math.ceil((ceilingMs ?? 0) / 1_000))
  assert.deepEqual(seconds, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
})
