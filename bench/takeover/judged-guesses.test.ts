import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { chanceOf, JudgedGuesses, partsOf } from './judged-guesses.ts'
import { mostMessages } from './message-days.ts'
import { DAY, HOUR } from './time.ts'

test('sums of chances are exact: a million guesses at six digits are one, and one at sixteen more is more', () => {
  assert.equal(chanceOf(6, 1_000_000), partsOf(1))
  assert.equal(chanceOf(6, 1_000_000) + chanceOf(16), partsOf(1) + 1n)
})

test('the worst span is that of looking at each of them', () => {
  const guess = fc.record({ pause: fc.nat(4), length: fc.integer({ min: 6, max: 16 }) })
  fc.assert(
    fc.property(fc.array(guess), fc.nat(20), (guesses, span) => {
      const judged = new JudgedGuesses()
      let at = 0
      const all = guesses.map(({ pause, length }) => {
        at += pause
        judged.add(at, length)
        return { at, length }
      })
      const spans = all.map(({ at: from }) =>
        all
          .filter((one) => one.at >= from && one.at <= from + span)
          .reduce((sum, { length }) => sum + chanceOf(length), 0n),
      )
      const worst = judged.worst(span)
      assert.ok(spans.every((sum) => sum <= worst))
      assert.ok(spans.includes(worst) || spans.length === 0)
    }),
  )
})

test('messages are counted by days: five at once and one each three hours are thirteen, then eight', () => {
  const later = Array.from({ length: 30 }, (_, index) => (index + 1) * 3 * HOUR)
  assert.deepEqual(mostMessages([0, 0, 0, 0, 0, ...later]), { dayOne: 13, later: 8 })
  assert.deepEqual(mostMessages([0, 0, 10 * DAY, 10 * DAY, 10 * DAY]), { dayOne: 3, later: 0 })
  assert.deepEqual(mostMessages([]), { dayOne: 0, later: 0 })
})
