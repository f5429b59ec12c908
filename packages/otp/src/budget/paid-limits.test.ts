import assert from 'node:assert/strict'
import { test } from 'node:test'
import { takeOne } from './gcra.ts'
import type { PaidOptions } from './paid-limits.ts'
import { addressRate, chargesOf, readPaid } from './paid-limits.ts'

const DAY = 86_400_000

/** Messages that go to a country in less than a day when one is asked for every ten seconds, by the narrowest of all accounts. */
function messagesOfDay(options: PaidOptions, region: string, client: 'one' | 'many'): number {
  const limits = readPaid(options)
  const charges = chargesOf(limits, region).map(({ costMs, roomMs }) => ({ gapMs: costMs, burst: roomMs / costMs }))
  const rates = client === 'one' ? [...charges, addressRate(limits, region)] : charges
  const tats = rates.map(() => 0)
  let sent = 0
  for (let now = 1; now < DAY; now += 10_000) {
    const taken = rates.map((rate, index) => takeOne(rate, tats[index] ?? 0, now))
    if (!taken.every(({ granted }) => granted)) continue
    sent += 1
    for (const [index, one] of taken.entries()) if (one.granted) tats[index] = one.tat
  }
  return sent
}

test('without a budget counts alone bind: so many at once, and as many again in a day', () => {
  assert.equal(messagesOfDay({ all: '40/day', country: '30/day' }, 'NP', 'many'), 59)
  assert.equal(messagesOfDay({ all: '10/day', country: '30/day' }, 'NP', 'many'), 19)
  assert.equal(messagesOfDay({ address: '5/day' }, 'NP', 'one'), 9)
})

test('of a budget strangers spend half in any day, of which one of several countries gets half, and an address a tenth', () => {
  const budget = { dailyBudget: 80, price: 0.1 }
  assert.equal(messagesOfDay({ ...budget, countries: ['NP'] }, 'NP', 'many'), 399)
  assert.equal(messagesOfDay({ ...budget, countries: ['NP', 'IN'] }, 'NP', 'many'), 199)
  assert.equal(messagesOfDay(budget, 'NP', 'one'), 39)
})

test('the price of a country decides how many messages its money pays for', () => {
  const budget = { dailyBudget: 80, price: 0.1, prices: { NP: 0.4 }, countries: ['NP'] }
  assert.equal(messagesOfDay(budget, 'NP', 'many'), 99)
  assert.equal(messagesOfDay(budget, 'NP', 'one'), 9)
  assert.equal(messagesOfDay(budget, 'US', 'many'), 399)
})

test('an address gets one message at least, however small the budget', () => {
  assert.equal(addressRate(readPaid({ dailyBudget: 0.4 }), 'NP').burst, 1)
})

test('a budget that pays for no message, a price of nothing and a country that is none are refused', () => {
  assert.throws(() => readPaid({ dailyBudget: 0.39 }), /pays for four messages at least/)
  assert.throws(() => readPaid({ dailyBudget: 1, prices: { NP: 0.26 } }), /at 0\.26 for the dearest; got 1/)
  assert.throws(() => readPaid({ dailyBudget: Number.NaN }), /dailyBudget/)
  assert.throws(() => readPaid({ dailyBudget: 1, price: 0 }), /above zero/)
  assert.throws(() => readPaid({ dailyBudget: 1, prices: { XX: 1 } }), /got "XX"/)
  assert.throws(() => readPaid({ all: 'many' }), /count\/period/)
})
