import assert from 'node:assert/strict'
import { test } from 'node:test'
import { percentile } from './percentiles.ts'
import { measureRequests } from './requests.ts'

test('each request is measured until its mail is with the server', async (t) => {
  const { answered, accepted } = await measureRequests(t, { count: 5, warmUp: 1, pauseMs: 0, settings: {} })
  assert.equal(answered.length, 5)
  assert.equal(accepted.length, 5)
  assert.ok([...answered, ...accepted].every((milliseconds) => milliseconds > 0 && milliseconds < 10_000))
})

test('a percentile is the value of the nearest rank', () => {
  const values = [4, 1, 3, 2]
  assert.deepEqual(
    [0.25, 0.5, 0.99, 1].map((share) => percentile(values, share)),
    [1, 2, 4, 4],
  )
  assert.throws(() => percentile([], 0.5), RangeError)
})
