import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PolicyOptions } from './policy.ts'
import { readExpiry, readMinLength, readPolicy } from './policy.ts'

test('the defaults are the guide: six digits, five minutes, five attempts', () => {
  const policy = readPolicy({}, 'sqlite')
  assert.deepEqual(
    [policy.length, policy.expiryMs, policy.maxAttempts, policy.cooldownsMs, policy.resend, policy.limits],
    [6, 300_000, 5, [30_000, 60_000, 120_000], 'new', true],
  )
})

test('the purse over all contacts is one row on SQLite and sixteen on PostgreSQL', () => {
  assert.equal(readPolicy({}, 'sqlite').shards, 1)
  assert.equal(readPolicy({}, 'postgres').shards, 16)
})

test('what would break a promise is refused at the start, by a sentence with its name', () => {
  const broken: [PolicyOptions, RegExp][] = [
    [{ length: 5 }, /^RangeError: length is a whole number from 6 to 16; got 5/],
    [{ length: 17 }, /^RangeError: length/],
    [{ length: 6.5 }, /^RangeError: length/],
    [{ expiryMinutes: 11 }, /^RangeError: expiryMinutes .* from 1 to 10/],
    [{ maxAttempts: 11 }, /^RangeError: maxAttempts/],
    [{ takeoverBound: 0 }, /^RangeError: takeoverBound/],
    [{ takeoverBoundAll: 1 }, /^RangeError: takeoverBoundAll/],
    [{ shards: 65 }, /^RangeError: shards/],
    [{ strangerEmail: '1/day' }, /^RangeError: strangerEmail .* 12 hours/],
    [{ strangerSms: '1/day' }, /^RangeError: strangerSms/],
    [{ cooldownSeconds: [30, -1, 120] }, /^RangeError: cooldownSeconds/],
    [{ defaultRegion: 'Nepal' }, /^RangeError: defaultRegion .* two letters/],
  ]
  for (const [options, sentence] of broken) assert.throws(() => readPolicy(options, 'sqlite'), sentence)
})

test('a request may ask for more digits and for other minutes, within the same bounds', () => {
  const policy = readPolicy({ length: 7 }, 'sqlite')
  assert.deepEqual(
    [6, 7, 9, undefined].map((wish) => readMinLength(policy, wish)),
    [7, 7, 9, 7],
  )
  assert.throws(() => readMinLength(policy, 17), /minLength/)
  assert.throws(() => readMinLength(policy, Number.NaN), /minLength/)
  assert.equal(readExpiry(policy, 2), 120_000)
  assert.throws(() => readExpiry(policy, 11), /expiryMinutes/)
})
