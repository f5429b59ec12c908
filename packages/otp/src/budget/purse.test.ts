import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  codeLength,
  LONGEST_CODE,
  left,
  priceAt,
  prices,
  SHORTEST_CODE,
  settle,
  shortestLength,
  YEAR_US,
} from './purse.ts'

const DAY_US = 86_400_000_000
const ATTEMPTS = 5
const strangers = prices(1e-4 * 0.6)
const recognised = prices(1e-4 * 0.4)

test('a guess costs twice the year, divided by the bound and by the codes of its length, rounded up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom(1, 16, 64), (millionths, shards) => {
      const of = prices(millionths / 1e6, shards)
      for (let length = SHORTEST_CODE; length <= LONGEST_CODE; length += 1) {
        // c = ⌈2·Y·shards / (b·10^L)⌉ is the least whole number that is not below; in whole numbers, b in millionths.
        const due = 2n * BigInt(YEAR_US) * BigInt(shards) * 1_000_000n
        const codes = BigInt(millionths) * 10n ** BigInt(length)
        const price = BigInt(priceAt(of, length))
        if (price <= BigInt(Number.MAX_SAFE_INTEGER)) assert.ok(price * codes >= due && (price - 1n) * codes < due)
      }
    }),
  )
  assert.equal(priceAt(strangers, 6), YEAR_US / 30) // 2 / 60 of the year
  assert.equal(priceAt(recognised, 6), YEAR_US / 20) // 2 / 40 of the year
})

/** How many codes of each length a purse gives out, each guessed at in vain to its last attempt, at one instant. */
function codesUntilEmpty(of: readonly number[], flows: number): number[] {
  let purse = { clear: 0, staked: 0 }
  return Array.from({ length: flows }, () => {
    const length = shortestLength(of, left(purse, 0), ATTEMPTS, 2, 6)
    assert.ok(length !== undefined)
    purse = settle(purse, 0, ATTEMPTS * priceAt(of, length), 0)
    return length
  })
}

test('strangers have six digits while at most 20 guesses are lost, recognised flows while at most 10 are', () => {
  // The fifth flow of strangers begins at 20 lost guesses: 10 more fit into what is left of 30.
  assert.deepEqual(codesUntilEmpty(strangers, 6), [6, 6, 6, 6, 6, 7])
  assert.deepEqual(codesUntilEmpty(recognised, 4), [6, 6, 6, 7])
})

test('codes grow and grow shorter again as the losses heal: a sixth digit less takes 29 hours, 12 days, 122 days', () => {
  const empty = { clear: YEAR_US, staked: 0 }
  const lengthAfter = (us: number) => shortestLength(strangers, left(empty, us), ATTEMPTS, 2, 6)
  const hours = (count: number) => (count * DAY_US) / 24
  assert.deepEqual([lengthAfter(hours(29)), lengthAfter(hours(30))], [9, 8])
  assert.deepEqual([lengthAfter(12 * DAY_US), lengthAfter(13 * DAY_US)], [8, 7])
  assert.deepEqual([lengthAfter(121 * DAY_US), lengthAfter(122 * DAY_US)], [7, 6])
})

test('no code has 12 digits, whatever is wished or left', () => {
  assert.equal(codeLength(12), 13)
  fc.assert(
    fc.property(fc.integer({ min: 6, max: 16 }), fc.integer({ min: 0, max: YEAR_US }), (shortest, leftUs) => {
      const length = shortestLength(strangers, leftUs, ATTEMPTS, 2, shortest)
      if (length === undefined) return
      assert.notEqual(length, 12)
      assert.ok(length >= shortest && length <= 16)
    }),
  )
})

test('a purse that cannot pay one flow at 16 digits gives none', () => {
  const cost = ATTEMPTS * priceAt(strangers, 16)
  assert.equal(shortestLength(strangers, cost, ATTEMPTS, 2, 6), 16)
  assert.equal(shortestLength(strangers, cost - 1, ATTEMPTS, 2, 6), undefined)
})

test('whatever is staked, settled and healed, a purse is never charged beyond its year', () => {
  const moves = fc.array(
    fc.record({ waitUs: fc.integer({ min: 0, max: 3 * DAY_US }), vain: fc.nat(ATTEMPTS), settles: fc.boolean() }),
    { maxLength: 300 },
  )
  fc.assert(
    fc.property(moves, (steps) => {
      let purse = { clear: 0, staked: 0 }
      let nowUs = 0
      const open: { price: number }[] = []
      for (const { waitUs, vain, settles } of steps) {
        nowUs += waitUs
        const length = shortestLength(strangers, left(purse, nowUs), ATTEMPTS, 2, 6)
        assert.ok(length !== undefined)
        const price = priceAt(strangers, length)
        purse = { ...purse, staked: purse.staked + ATTEMPTS * price }
        open.push({ price })
        if (settles)
          for (const flow of open.splice(0)) purse = settle(purse, ATTEMPTS * flow.price, vain * flow.price, nowUs)
        assert.ok(left(purse, nowUs) >= 0)
        assert.equal(purse.staked, ATTEMPTS * open.reduce((sum, flow) => sum + flow.price, 0))
      }
    }),
  )
})

test('a chance of nothing is refused', () => {
  assert.throws(() => prices(0), /above zero/)
  assert.throws(() => prices(1e-14), /above zero/)
})
