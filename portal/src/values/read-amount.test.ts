import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decimalText } from './money.ts'
import { readAmount } from './read-amount.ts'

// Twelve digits before the point: what is longer is a key that stuck.
const MOST = 999_999_999_999

test('an amount that is written as a decimal is read back to the minor unit', () => {
  const currency = fc.constantFrom('NPR', 'JPY', 'KWD')
  fc.assert(
    fc.property(fc.integer({ min: -MOST, max: MOST }), currency, (amountMinor, code) => {
      const money = { amountMinor: amountMinor === 0 ? 0 : amountMinor, currency: code }
      assert.deepEqual(readAmount(decimalText(money), code), money)
    }),
  )
})

test('an amount is read in the forms that people use', () => {
  for (const [typed, amountMinor] of [
    ['120', 12000],
    [' 120.5 ', 12050],
    ['-120,50', -12050],
    ['−3', -300],
    ['-0', 0],
    ['१२०.५०', 12050],
  ] as const) {
    assert.equal(readAmount(typed, 'NPR')?.amountMinor, amountMinor, typed)
  }
})

test('what may mean two amounts, or none, is refused', () => {
  for (const typed of ['', '-', '1,234', '1.234,50', '1 234', '12.345', 'Rs 5', '=1+1', '1e3', '.5', '9999999999999']) {
    assert.equal(readAmount(typed, 'NPR'), undefined, typed)
  }
})
