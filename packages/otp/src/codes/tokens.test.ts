import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstIdAt, idsOf } from './ids.ts'
import { drawMark } from './marks.ts'
import { randomBelow, randomBytes } from './random.ts'
import { hashBytes, mintToken, parseToken } from './tokens.ts'

test('a token gives its id and the hash of its secret, and nothing else does', () => {
  fc.assert(
    fc.property(
      fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (id, secret) => {
        const { token, secretHash } = mintToken(id, secret)
        assert.match(token, /^[\w-]{32}$/)
        assert.deepEqual(parseToken(token), { id, secretHash: hashBytes(secret) })
        assert.deepEqual(secretHash, hashBytes(secret))
        const other = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A')
        assert.notDeepEqual(parseToken(other), { id, secretHash })
      },
    ),
  )
})

test('what can be no token is none', () => {
  const { token } = mintToken(1)
  for (const text of ['', token.slice(1), `${token}A`, `${token.slice(1)}=`, `${token.slice(1)} `, '_'.repeat(32)]) {
    assert.equal(parseToken(text), undefined, text)
  }
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (text) => {
      fc.pre(!/^[\w-]{32}$/.test(text))
      assert.equal(parseToken(text), undefined)
    }),
  )
})

test('ids grow whatever the clock does, and never repeat', () => {
  const start = Date.UTC(2026, 2, 2)
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 31 }),
      fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 600 }),
      (process, jumps) => {
        const newId = idsOf(process).next
        let now = start
        let last = 0
        for (const jump of jumps) {
          now += jump
          const id = newId(now)
          assert.ok(Number.isSafeInteger(id) && id > last)
          last = id
        }
      },
    ),
  )
})

test('more ids than an instant has room for are borrowed from the next ones', () => {
  const newId = idsOf(3).next
  const ids = Array.from({ length: 1000 }, () => newId(Date.UTC(2026, 2, 2)))
  assert.deepEqual(
    ids,
    [...new Set(ids)].sort((one, other) => one - other),
  )
})

test('an id stands between the first ones of its millisecond and of the next, and two processes draw apart', () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2025, 0, 1) + 1, max: Date.UTC(2094, 0, 1) }), (now) => {
      const ids = Array.from({ length: 32 }, (_, process) => idsOf(process).next(now))
      assert.equal(new Set(ids).size, 32)
      for (const id of ids) assert.ok(Number.isSafeInteger(id) && id >= firstIdAt(now) && id < firstIdAt(now + 1))
    }),
  )
})

test('random bytes come fresh, one call after another', () => {
  const seen = new Set(Array.from({ length: 2000 }, () => Buffer.from(randomBytes(16)).toString('hex')))
  assert.equal(seen.size, 2000)
  assert.throws(() => randomBytes(257), RangeError)
})

test('a mark is a letter and a digit that nobody misreads, and differs from the one before', () => {
  const seen = new Set<string>()
  let before: string | null = null
  for (let count = 0; count < 2000; count += 1) {
    const mark: string = drawMark(before)
    assert.match(mark, /^[ACEFHJKMNPRTUVWXY][3479]$/)
    assert.notEqual(mark, before)
    seen.add(mark)
    before = mark
  }
  assert.equal(seen.size, 17 * 4)
})

test('a draw below a bound takes every value alike', () => {
  // A byte has 256 values: without rejection the first 56 of 200 would come twice as often.
  const counts = Array<number>(200).fill(0)
  for (let draw = 0; draw < 100_000; draw += 1) {
    const value = randomBelow(200)
    counts[value] = (counts[value] ?? 0) + 1
  }
  // 500 each; seven standard deviations are 156.
  for (const count of counts) assert.ok(Math.abs(count - 500) < 156, String(counts))
})
