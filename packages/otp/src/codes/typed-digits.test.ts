import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { foldDigits, readDigits } from './typed-digits.ts'

/** fast-check's own unit of this kind takes seconds to be made. */
const anyCharacter = fc.nat(0x10_ffff).map((point) => String.fromCodePoint(point))

/** Every decimal digit of Unicode, in order. */
const DIGITS: readonly string[] = Array.from({ length: 0x11_0000 }, (_, point) => point)
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point))
  .filter((character) => /\p{Nd}/u.test(character))

/** Sets of ten by the value of their places, from the scripts whose names Unicode gives: all whole tens, zero first. */
const inSetsOfTen = Array.from({ length: DIGITS.length / 10 }, (_, set) => DIGITS.slice(10 * set, 10 * set + 10))

test('the decimal digits of every script are read as what they are', () => {
  assert.equal(DIGITS.length % 10, 0)
  for (const set of inSetsOfTen) assert.equal(foldDigits(set.join('')), '0123456789')
})

test('what is no decimal digit stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      const others = text.replace(/\p{Nd}/gu, '')
      assert.equal(foldDigits(others), others)
    }),
  )
})

const codes = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 16 })
const BETWEEN = [' ', '-', '–', '\u00a0', '\u202f', '.', '\t', '\n', '\u200f', '\u2066', '_', '·', '']

test('a code is read through any script, spaces, dashes and marks of direction', () => {
  const spaced = codes.chain((code) =>
    fc.record({
      code: fc.constant(code),
      scripts: fc.array(fc.nat(inSetsOfTen.length - 1), { minLength: code.length, maxLength: code.length }),
      gaps: fc.array(fc.constantFrom(...BETWEEN), { minLength: code.length + 1, maxLength: code.length + 1 }),
    }),
  )
  fc.assert(
    fc.property(spaced, ({ code, scripts, gaps }) => {
      const typed = [...code].map((digit, at) => (gaps[at] ?? '') + inSetsOfTen[scripts[at] ?? 0]?.[Number(digit)])
      assert.deepEqual(readDigits(typed.join('') + gaps.at(-1)), { digits: code })
    }),
  )
})

test('a pasted message gives the one code that stands in it', () => {
  const messages: [string, string][] = [
    ['Your code for Kerbside (message K7):\n\n048213\n\nIt can be used for 5 minutes.', '048213'],
    ['K7 123456', '123456'],
    ['123 456 is your code. Valid 5 minutes.\n\n@kerbside.example #123456', '123456'],
    ['कोड: १२३ ४५६ हो', '123456'],
    ['code:1234 5678', '12345678'],
  ]
  for (const [message, digits] of messages) assert.deepEqual(readDigits(message), { digits }, message)
})

test('a pasted message with two numbers that could be the code is not guessed at', () => {
  assert.deepEqual(readDigits('048213, or type this pass there: 4821 7730 0194.'), { fault: 'not_digits' })
})

test('letters, nothing and far too much are each told', () => {
  assert.deepEqual(readDigits(' - '), { fault: 'empty' })
  assert.deepEqual(readDigits('l23456'), { fault: 'not_digits' })
  assert.deepEqual(readDigits('12345a'), { fault: 'not_digits' })
  assert.deepEqual(readDigits('1'.repeat(401)), { fault: 'not_digits' })
  assert.deepEqual(readDigits('½²①'), { fault: 'not_digits' })
})

test('whatever is typed, the answer is digits or a fault, at once', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 400 }), (typed) => {
      const read = readDigits(typed)
      if ('digits' in read) assert.match(read.digits, /^[0-9]+$/)
    }),
  )
})
