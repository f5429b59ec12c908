import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { codeMac, deriveCode, derivePass, PASS_LENGTH } from './derive-code.ts'
import { keyRing } from './keys.ts'
import { randomBytes } from './random.ts'

const FIRST = 'the first key of the tests: 0123456789abcdef'
const SECOND = 'a newer key of the tests: 0123456789abcdef'
const { newest: key } = keyRing([FIRST])
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
const ids = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const lengths = fc.integer({ min: 6, max: 16 })

test('a code has its length in decimal digits, and the same seed gives the same code', () => {
  fc.assert(
    fc.property(ids, seeds, lengths, (id, seed, length) => {
      const code = deriveCode(key, id, seed, length)
      assert.match(code, /^[0-9]+$/)
      assert.equal(code.length, length)
      assert.equal(deriveCode(key, id, seed, length), code)
    }),
  )
})

test('codes are uniform over the whole range, leading zeros included', (t) => {
  const CODES = 1_000_000
  // Blocks of a thousand codes, told apart by their first three digits, and the counts of each digit in each place.
  const blocks = new Float64Array(1000)
  const places = Array.from({ length: 6 }, () => new Float64Array(10))
  const seed = randomBytes(32)
  for (let id = 0; id < CODES; id += 1) {
    const code = deriveCode(key, id, seed, 6)
    const value = Number(code)
    blocks[Math.floor(value / 1000)] = (blocks[Math.floor(value / 1000)] ?? 0) + 1
    for (let place = 0, rest = value; place < 6; place += 1, rest = Math.floor(rest / 10)) {
      const counts = places[place]
      if (counts) counts[rest % 10] = (counts[rest % 10] ?? 0) + 1
    }
  }
  const scores = [standardScore(blocks, CODES), ...places.map((counts) => standardScore(counts, CODES))]
  t.diagnostic(`standard scores of chi-square: ${scores.map((score) => score.toFixed(2)).join(', ')}`)
  // Beyond 5 a uniform source comes once in three million runs; a bias of one byte in 256 would give hundreds.
  for (const score of scores) assert.ok(Math.abs(score) < 5, `the standard score is ${score}`)
})

/** How far chi-square lies from what a uniform source gives, in standard deviations (Wilson and Hilferty's approximation). */
function standardScore(counts: Float64Array, total: number): number {
  const expected = total / counts.length
  const degrees = counts.length - 1
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
  const spread = 2 / (9 * degrees)
  return (Math.cbrt(chiSquare / degrees) - (1 - spread)) / Math.sqrt(spread)
}

test('flows with the same seed have different codes, and so have different keys', () => {
  const [newer, older] = keyRing([SECOND, FIRST]).all
  assert.ok(newer && older)
  fc.assert(
    fc.property(ids, ids, seeds, (one, other, seed) => {
      fc.pre(one !== other)
      // At 16 digits two codes meet by chance once in 10^16.
      assert.notEqual(deriveCode(key, one, seed, 16), deriveCode(key, other, seed, 16))
      assert.notEqual(deriveCode(newer, one, seed, 16), deriveCode(older, one, seed, 16))
    }),
  )
})

test('a fingerprint fits its code in its flow under its key, and nothing else', () => {
  const other = keyRing([SECOND]).newest
  fc.assert(
    fc.property(ids, seeds, (id, seed) => {
      const code = deriveCode(key, id, seed, 6)
      const mac = codeMac(key, id, code)
      assert.equal(mac.length, 16)
      assert.deepEqual(codeMac(key, id, code), mac)
      const next = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
      for (const unfit of [codeMac(key, id, next), codeMac(key, id + 1, code), codeMac(other, id, code)]) {
        assert.notDeepEqual(unfit, mac)
      }
    }),
  )
})

test('a pass has 12 digits, and the next one of the same contact differs', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(), (contact, madeAt) => {
      const pass = derivePass(key, contact, madeAt)
      assert.match(pass, /^[0-9]{12}$/)
      assert.equal(pass.length, PASS_LENGTH)
      assert.notEqual(derivePass(key, contact, madeAt + 1), pass)
    }),
  )
})

test('a key of fewer than 32 characters is refused, and so is a ring without keys', () => {
  assert.throws(() => keyRing(['x'.repeat(31)]), /at least 32 characters/)
  assert.throws(() => keyRing([]), /at least one key/)
})
