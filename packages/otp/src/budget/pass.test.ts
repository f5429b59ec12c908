import assert from 'node:assert/strict'
import { test } from 'node:test'
import { derivePass } from '../codes/derive-code.ts'
import { keyRing } from '../codes/keys.ts'
import type { ContactBudgetRow } from '../tables.ts'
import { carryPass, judgePass } from './pass.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 2, 2)
const keys = keyRing(['the first key of the tests: 0123456789abcdef'])

const budget = (pass: Partial<ContactBudgetRow> = {}): ContactBudgetRow => ({
  contact: new Uint8Array(16).fill(7),
  lane_tat: 0,
  s_clear: 0,
  s_staked: 0,
  k_clear: 0,
  k_staked: 0,
  pass_made_at: null,
  pass_before: null,
  pass_until: 0,
  pass_uses: 0,
  refuse_until: 0,
  newest_otp: null,
  ...pass,
})

const alive = { pass_made_at: NOW - HOUR, pass_until: NOW + 2 * HOUR, pass_uses: 1 }
const passOf = (row: ContactBudgetRow, madeAt: number): string => derivePass(keys.newest, row.contact, madeAt)

test('a message carries a pass when fewer than two whole ones are left after it', () => {
  assert.equal(carryPass(budget(), 2, NOW), undefined)
  assert.deepEqual(carryPass(budget(), 1, NOW), {
    pass_made_at: NOW,
    pass_before: null,
    pass_until: NOW + DAY,
    pass_uses: 3,
  })
})

test('while a pass lives every message carries it, and gives it a day and three uses', () => {
  assert.deepEqual(carryPass(budget(alive), 4, NOW), {
    pass_made_at: NOW - HOUR,
    pass_before: null,
    pass_until: NOW + DAY,
    pass_uses: 3,
  })
})

test('a pass that is dead or used up is replaced, and is good no more', () => {
  for (const gone of [
    { ...alive, pass_until: NOW },
    { ...alive, pass_uses: 0 },
  ]) {
    assert.equal(carryPass(budget(gone), 2, NOW), undefined)
    const carried = carryPass(budget(gone), 1, NOW)
    assert.deepEqual([carried?.pass_made_at, carried?.pass_before], [NOW, null])
    const row = budget({ ...gone, ...carried })
    assert.equal(judgePass(keys, row, passOf(row, NOW - HOUR), NOW), 'wrong')
  }
})

test('a pass older than a day is replaced, and stays good for an hour more', () => {
  const old = budget({ pass_made_at: NOW - DAY - 1, pass_until: NOW + HOUR, pass_uses: 3 })
  const row = budget({ ...old, ...carryPass(old, 4, NOW) })
  assert.equal(row.pass_made_at, NOW)
  const before = passOf(row, NOW - DAY - 1)
  assert.equal(judgePass(keys, row, before, NOW + HOUR - 1), 'right')
  assert.equal(judgePass(keys, row, before, NOW + HOUR), 'wrong')
  assert.equal(judgePass(keys, row, passOf(row, NOW), NOW + HOUR), 'right')
})

test('a pass of exactly a day is kept', () => {
  assert.equal(carryPass(budget({ ...alive, pass_made_at: NOW - DAY }), 4, NOW)?.pass_made_at, NOW - DAY)
})

test('a pass that replaces another in the same millisecond has digits of its own', () => {
  const used = budget({ pass_made_at: NOW, pass_until: NOW + DAY, pass_uses: 0 })
  assert.equal(carryPass(used, 1, NOW)?.pass_made_at, NOW + 1)
})

test('a right pass without uses left is told apart from a wrong one, and a dead one is wrong', () => {
  const row = budget({ ...alive, pass_uses: 0 })
  const pass = passOf(row, NOW - HOUR)
  assert.equal(judgePass(keys, row, pass, NOW), 'used_up')
  assert.equal(judgePass(keys, row, passOf(row, NOW), NOW), 'wrong')
  assert.equal(judgePass(keys, budget(alive), pass, NOW), 'right')
  assert.equal(judgePass(keys, budget(alive), pass, NOW + 2 * HOUR), 'wrong')
})
