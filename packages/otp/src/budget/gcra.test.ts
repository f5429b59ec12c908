import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Rate } from './gcra.ts'
import { readRate, takeOne } from './gcra.ts'

/**
 * The rule by counting: a bucket of `burst` units that fills by one every gap, kept in the milliseconds that its content is
 * worth, so that nothing is rounded.
 */
class Bucket {
  readonly #rate: Rate
  #worthMs: number
  #at = 0

  constructor(rate: Rate) {
    this.#rate = rate
    this.#worthMs = rate.burst * rate.gapMs
  }

  take(now: number): { granted: true; wholeLeft: number } | { granted: false; at: number } {
    this.#worthMs = Math.min(this.#rate.burst * this.#rate.gapMs, this.#worthMs + (now - this.#at))
    this.#at = now
    if (this.#worthMs < this.#rate.gapMs) return { granted: false, at: now + this.#rate.gapMs - this.#worthMs }
    this.#worthMs -= this.#rate.gapMs
    return { granted: true, wholeLeft: Math.floor(this.#worthMs / this.#rate.gapMs) }
  }
}

const rates = fc.record({ gapMs: fc.integer({ min: 1, max: 100 }), burst: fc.integer({ min: 1, max: 6 }) })
const waits = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 })), { minLength: 1, maxLength: 60 })

test('one number a subject grants what a bucket that fills by the millisecond grants', () => {
  fc.assert(
    fc.property(rates, waits, (rate, pauses) => {
      const bucket = new Bucket(rate)
      let tat: number | null = null
      let now = 0
      for (const pause of pauses) {
        now += pause
        const expected = bucket.take(now)
        const taken = takeOne(rate, tat, now)
        if (taken.granted) {
          assert.deepEqual({ granted: true, wholeLeft: taken.wholeLeft }, expected)
          tat = taken.tat
        } else assert.deepEqual(taken, expected)
      }
    }),
    { numRuns: 1000 },
  )
})

test('no span of time grants more than the burst and what it fills, wherever the span begins', () => {
  fc.assert(
    fc.property(rates, waits, (rate, pauses) => {
      const granted: number[] = []
      let tat: number | null = null
      let now = 0
      for (const pause of pauses) {
        now += pause
        const taken = takeOne(rate, tat, now)
        if (!taken.granted) continue
        tat = taken.tat
        granted.push(now)
      }
      for (const [first, from] of granted.entries()) {
        for (const [last, until] of granted.entries()) {
          if (last >= first) assert.ok(last - first + 1 <= rate.burst + (until - from) / rate.gapMs)
        }
      }
    }),
  )
})

test('a unit is there at the instant that a refusal names, and not a millisecond before', () => {
  const rate = readRate('8/day', 5)
  let tat: number | null = null
  for (let count = 0; count < 5; count += 1) {
    const taken = takeOne(rate, tat, 1000)
    assert.ok(taken.granted)
    tat = taken.tat
  }
  const refused = takeOne(rate, tat, 1000)
  assert.ok(!refused.granted)
  assert.equal(refused.at, 1000 + 3 * 3_600_000)
  assert.equal(takeOne(rate, tat, refused.at - 1).granted, false)
  assert.equal(takeOne(rate, tat, refused.at).granted, true)
})

test('a rate is read as count and period; anything else is refused with a sentence', () => {
  assert.deepEqual(readRate('60/hour'), { gapMs: 60_000, burst: 60 })
  assert.deepEqual(readRate(' 8/day ', 5), { gapMs: 10_800_000, burst: 5 })
  // Rounded up, so that no day has more than it says.
  assert.equal(readRate('7/second').gapMs, 143)
  for (const text of ['', '8', '0/day', '-1/day', '8/week', '8 per day', '1e9/day', '12345678/day']) {
    assert.throws(() => readRate(text), /count\/period/, text)
  }
})
