import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decimalText, exponentOf } from './money.ts'

test('a currency has the minor unit that ISO 4217 gives it', () => {
  assert.deepEqual(['NPR', 'EUR', 'JPY', 'KWD', 'CLF'].map(exponentOf), [2, 2, 0, 3, 4])
})

test('an amount is written as an exact decimal', () => {
  assert.equal(decimalText({ amountMinor: 30_000, currency: 'NPR' }), '300.00')
  assert.equal(decimalText({ amountMinor: 5, currency: 'NPR' }), '0.05')
  assert.equal(decimalText({ amountMinor: -150, currency: 'EUR' }), '-1.50')
  assert.equal(decimalText({ amountMinor: 1234, currency: 'JPY' }), '1234')
  assert.equal(decimalText({ amountMinor: 1, currency: 'BHD' }), '0.001')
})

test('no digit is lost, however large the amount', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom('NPR', 'JPY', 'TND', 'CLF'), (amountMinor, currency) => {
      assert.equal(Number(decimalText({ amountMinor, currency }).replace('.', '')), amountMinor)
    }),
  )
})

test('an amount that is not whole is a bug and throws', () => {
  assert.throws(() => decimalText({ amountMinor: Number.NaN, currency: 'NPR' }), RangeError)
  assert.throws(() => decimalText({ amountMinor: 12.5, currency: 'JPY' }), RangeError)
})
