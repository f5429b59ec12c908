import assert from 'node:assert/strict'
import { test } from 'node:test'
import { retryAfter } from './retry-after.ts'

test('whoever comes back when they are told to is not too early', () => {
  assert.equal(retryAfter(61_000, 1_000), '60')
  assert.equal(retryAfter(61_001, 1_000), '61')
  assert.equal(retryAfter(1_000, 1_000), '1')
  assert.equal(retryAfter(0, 1_000), '1')
})
