import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countIn, numberOf, readNumber } from './number.ts'

const counts = fc.integer({ min: 10_001, max: 999_999_999 })
const digitsOf = (number: string) => number.replace(/\D/g, '')

test('a number of ours is read back as it was counted, however it is typed', () => {
  fc.assert(
    fc.property(counts, (count) => {
      const number = numberOf(count)
      assert.equal(countIn(number), count)
      for (const typed of [` ${number.toLowerCase()} `, number.replaceAll('-', ' '), number.replaceAll('-', '')]) {
        assert.deepEqual(readNumber(typed), { number, count, sound: true })
      }
    }),
  )
})

test('every single wrong digit is found', () => {
  fc.assert(
    fc.property(counts, fc.nat(), fc.integer({ min: 1, max: 9 }), (count, at, shift) => {
      const digits = [...digitsOf(numberOf(count))]
      const place = at % digits.length
      digits[place] = String((Number(digits[place]) + shift) % 10)
      assert.notEqual(readNumber(`C${digits.join('')}`)?.sound, true)
    }),
  )
})

test('every swap of two neighbouring digits is found', () => {
  fc.assert(
    fc.property(counts, fc.nat(), (count, at) => {
      const digits = digitsOf(numberOf(count))
      const place = at % (digits.length - 1)
      const [one = '', other = ''] = digits.slice(place)
      fc.pre(one !== other)
      const swapped = digits.slice(0, place) + other + one + digits.slice(place + 2)
      assert.notEqual(readNumber(`C${swapped}`)?.sound, true)
    }),
  )
})

test('the check digit is that of the published example', () => {
  assert.equal(numberOf(572), 'C-572-4') // Damm 2004
  assert.equal(numberOf(10_042), 'C-10042-5')
})

test('a number from elsewhere is not taken for one of ours', () => {
  for (const number of ['C-1', '10042', 'C-00042-7', 'H-10042-9', 'C-10042', '', 'C-10042-99-1', 'c-10001-3 ']) {
    assert.equal(countIn(number), undefined, number)
  }
})
