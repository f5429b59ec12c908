import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UseOfTexts } from './least-use.ts'
import { readLeastUse, tooLittleUsed } from './least-use.ts'

const rule = readLeastUse({ leastUse: 0.2, judgedFrom: 10 })
const use = (country: string, channel: UseOfTexts['channel'], sent: number, used: number): UseOfTexts => ({
  country,
  channel,
  sent,
  used,
})

test('a country is judged from so many codes on, and by the share that was used', () => {
  assert.deepEqual(tooLittleUsed(rule, [use('NP', 'sms', 9, 0)]), [])
  assert.deepEqual(tooLittleUsed(rule, [use('NP', 'sms', 10, 2)]), [])
  assert.deepEqual(tooLittleUsed(rule, [use('NP', 'sms', 10, 1)]), [use('NP', 'sms', 10, 1)])
})

test('each channel counts for itself, and the worst one is named for its country', () => {
  const uses = [
    use('NP', 'sms', 100, 90),
    use('NP', 'whatsapp', 10, 1),
    use('IN', 'sms', 20, 2),
    use('IN', 'whatsapp', 20, 1),
  ]
  assert.deepEqual(tooLittleUsed(rule, uses), [use('NP', 'whatsapp', 10, 1), use('IN', 'whatsapp', 20, 1)])
})

test('a share, a number and hours that make no sense are refused by their names', () => {
  for (const leastUse of [-0.1, 1, Number.NaN])
    assert.throws(() => readLeastUse({ leastUse }), /^RangeError: leastUse /)
  for (const judgedFrom of [0, 1.5]) assert.throws(() => readLeastUse({ judgedFrom }), /^RangeError: judgedFrom /)
  for (const pauseHours of [0, 25, 1.5]) assert.throws(() => readLeastUse({ pauseHours }), /^RangeError: pauseHours /)
})
