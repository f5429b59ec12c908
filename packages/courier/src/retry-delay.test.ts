import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { retryDelayMs } from './retry-delay.ts'

const anyPlan = fc.record({
  attempts: fc.integer({ min: 1, max: 2_000 }),
  lifeLeftMs: fc.integer({ min: -1_000, max: 10 ** 9 }),
  chance: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

test('a retry comes within the life of its message, and within five minutes', () => {
  fc.assert(
    fc.property(anyPlan, ({ attempts, lifeLeftMs, chance }) => {
      const delayMs = retryDelayMs({ attempts, lifeLeftMs, random: () => chance })
      if (lifeLeftMs < 1_000) assert.equal(delayMs, undefined)
      else assert.ok(delayMs !== undefined && delayMs >= 100 && delayMs < Math.min(lifeLeftMs, 300_001))
    }),
  )
})

test('the ceiling of the delay doubles with each attempt', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 8, 9, 60].map((attempts) =>
    retryDelayMs({ attempts, lifeLeftMs: 10 ** 9, random: () => 1 - 2 ** -53 }),
  )
  const seconds = ceilings.map((ceilingMs) => Math.ceil((ceilingMs ?? 0) / 1_000))
  assert.deepEqual(seconds, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
})
