import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays, dayAt, daysBetween, isDay } from './day.ts'
import { periodBefore, periodOf, readPeriod } from './period.ts'
import { cut, holds, overlap, without } from './span.ts'

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days))
const days = fc.tuple(day, fc.integer({ min: 1, max: 400 })).map(([from, length]) => ({
  from,
  until: addDays(from, length),
}))

test('days are added and counted back, over leap days and ends of years', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -800, max: 800 }), (from, more) => {
      assert.equal(daysBetween(from, addDays(from, more)), more === 0 ? 0 : more)
    }),
  )
  assert.equal(addDays('2024-02-28', 1), '2024-02-29')
  assert.equal(daysBetween('2026-02-28', '2026-03-01'), 1)
})

test('a month begins on its first day and ends before the first of the next', () => {
  assert.deepEqual(readPeriod('2024-02'), { name: '2024-02', from: '2024-02-01', until: '2024-03-01', days: 29 })
  assert.equal(readPeriod('2026-12')?.until, '2027-01-01')
  for (const typed of ['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', '', '0026-01'])
    assert.equal(readPeriod(typed), undefined, typed)
  fc.assert(
    fc.property(day, (one) => {
      const period = periodOf(one)
      assert.ok(holds(period, one))
      assert.equal(period.days, daysBetween(period.from, period.until))
      assert.equal(periodBefore(period).until, period.from)
    }),
  )
})

test('what is left of days and what was taken from them are all of them, none twice', () => {
  fc.assert(
    fc.property(days, fc.array(days, { maxLength: 6 }), (all, taken) => {
      const rest = without(all, taken)
      for (let at = all.from; at < all.until; at = addDays(at, 1)) {
        const isTaken = taken.some((span) => holds(span, at))
        assert.equal(rest.filter((piece) => holds(piece, at)).length, isTaken ? 0 : 1)
      }
    }),
    { numRuns: 30 },
  )
})

test('days that are cut are the same days', () => {
  fc.assert(
    fc.property(days, fc.array(day, { maxLength: 6 }), (all, at) => {
      const pieces = cut(all, at)
      assert.equal(pieces[0]?.from, all.from)
      assert.equal(pieces.at(-1)?.until, all.until)
      for (const [index, piece] of pieces.slice(1).entries()) assert.equal(piece.from, pieces[index]?.until)
      for (const where of at) assert.ok(!pieces.some(({ from, until }) => from < where && where < until))
    }),
  )
})

test('spans that only touch share no day', () => {
  assert.equal(overlap({ from: '2026-01-01', until: '2026-02-01' }, { from: '2026-02-01', until: null }), undefined)
})

test('a day is written in full, and is one of the calendar', () => {
  assert.ok(isDay('2024-02-29'))
  for (const typed of ['2026-02-29', '2026-2-1', '2026-04-31', 'today', '2026-01-01T00:00']) assert.ok(!isDay(typed))
})

test('the day is that of the operator, also when the clocks change', () => {
  const instant = Date.UTC(2026, 2, 29, 1, 30)
  assert.equal(dayAt(instant, 'Europe/Berlin'), '2026-03-29')
  assert.equal(dayAt(instant, 'America/Los_Angeles'), '2026-03-28')
  assert.equal(dayAt(Date.UTC(2026, 0, 31, 18, 15), 'Asia/Kathmandu'), '2026-02-01')
})
