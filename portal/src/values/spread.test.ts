import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { portionOf, roundTogether, spread } from './spread.ts'

const MOST = 1_000_000_000_000
const amount = fc.integer({ min: -MOST, max: MOST })
/** What billing asks for: parts of a month, a rate of a hundred per cent at most. */
const portions = fc
  .integer({ min: 1, max: 310_000 })
  .chain((whole) =>
    fc.tuple(
      fc.array(fc.record({ amountMinor: amount, parts: fc.nat({ max: whole }) }), { minLength: 1, maxLength: 12 }),
      fc.constant(whole),
    ),
  )

/** Rounds a fraction, a half up, by integers without a bound. */
const roundedExactly = (over: bigint, under: bigint) => {
  const doubled = 2n * over + under
  const remainder = ((doubled % (2n * under)) + 2n * under) % (2n * under)
  return Number((doubled - remainder) / (2n * under))
}

test('portions add up to their exact sum, rounded once', () => {
  fc.assert(
    fc.property(portions, ([all, by]) => {
      const exactly = all.reduce((sum, { amountMinor, parts }) => sum + BigInt(amountMinor) * BigInt(parts), 0n)
      const sum = roundTogether(all, by).reduce((total, one) => total + one, 0)
      assert.equal(sum, roundedExactly(exactly, BigInt(by)))
    }),
  )
})

test('no portion is off by a whole unit', () => {
  fc.assert(
    fc.property(portions, ([all, by]) => {
      for (const [index, rounded] of roundTogether(all, by).entries()) {
        const { amountMinor = 0, parts = 0 } = all[index] ?? {}
        const off = BigInt(rounded) * BigInt(by) - BigInt(amountMinor) * BigInt(parts)
        assert.ok(off > -BigInt(by) && off < BigInt(by))
      }
    }),
  )
})

test('a half is rounded up, and a unit left over goes to the largest remainder', () => {
  assert.equal(portionOf({ amountMinor: 5, parts: 1 }, 2), 3)
  assert.equal(portionOf({ amountMinor: -5, parts: 1 }, 2), -2)
  assert.deepEqual(spread(100, [1, 1, 1]), [34, 33, 33])
  assert.deepEqual(spread(1, [1, 5, 2]), [0, 1, 0])
})

test('an amount is shared out to the last unit, however large amounts and weights are', () => {
  const weights = fc.array(fc.nat({ max: MOST }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(amount, weights, (shared, by) => {
      fc.pre(by.some((weight) => weight > 0))
      const shares = spread(shared, by)
      assert.equal(
        shares.reduce((sum, share) => sum + share, 0),
        shared === 0 ? 0 : shared,
      )
      for (const [index, weight] of by.entries()) if (weight === 0) assert.equal(shares[index], 0)
    }),
  )
})

test('what is beyond exact numbers throws', () => {
  assert.throws(() => portionOf({ amountMinor: 2 ** 52, parts: 4 }, 1), RangeError)
})
