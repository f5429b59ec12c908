import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ComparedLine } from './compare-bills.ts'
import { compareBills } from './compare-bills.ts'

const service: ComparedLine = {
  kind: 'service',
  serviceId: 1,
  label: { text: 'Collection' },
  days: 30,
  daysOf: 30,
  quantityMilli: 1000,
  unitPriceMinor: 300_00,
  priceSince: null,
  shareBp: 10_000,
  taxBp: 0,
  amountMinor: 300_00,
}
const extra: ComparedLine = { ...service, kind: 'extra', serviceId: null, label: { text: 'Bag' }, amountMinor: 50_00 }
const discount: ComparedLine = { ...extra, kind: 'discount', label: { text: 'Loyal' }, amountMinor: -30_00 }

/** Why the one thing that changed did. */
const why = (before: readonly ComparedLine[], now: readonly ComparedLine[]) => {
  const [change, ...others] = compareBills(before, now)
  assert.ok(change)
  assert.deepEqual(others, [])
  return change.reasons
}

test('a bill that is like the last one has no changes', () => {
  assert.deepEqual(compareBills([service, discount], [{ ...service, days: 31, daysOf: 31 }, discount]), [])
})

test('a service that is new, or there no more, says so', () => {
  assert.deepEqual(why([], [service]), [{ what: 'began' }])
  assert.deepEqual(why([service], []), [{ what: 'ended' }])
  const some = { ...service, days: 12, amountMinor: 120_00 }
  assert.deepEqual(why([], [some]), [{ what: 'began' }, { what: 'part', days: 12, daysOf: 30 }])
})

test('a price says what it was, what it is and since when', () => {
  const dearer = { ...service, unitPriceMinor: 312_50, priceSince: '2026-04-01', amountMinor: 312_50 }
  const price = { what: 'price', beforeMinor: 300_00, nowMinor: 312_50, since: '2026-04-01' }
  assert.deepEqual(why([service], [dearer]), [price])
})

test('a price that rose within the last month is the reason in the next one, too', () => {
  const old = { ...service, days: 15, amountMinor: 150_00 }
  const rest = { ...service, days: 15, unitPriceMinor: 312_50, priceSince: '2026-03-16', amountMinor: 156_25 }
  const whole = { ...rest, days: 30, amountMinor: 312_50 }
  const price = { what: 'price', beforeMinor: 300_00, nowMinor: 312_50, since: '2026-03-16' }
  assert.deepEqual(why([old, rest], [whole]), [price])
})

test('quantity, days, pauses and tax are each named', () => {
  assert.deepEqual(why([service], [{ ...service, quantityMilli: 2000, amountMinor: 600_00 }]), [
    { what: 'quantity', before: 1, now: 2 },
  ])
  const begun = { ...service, days: 10, amountMinor: 100_00 }
  assert.deepEqual(why([begun], [service]), [{ what: 'part_before', days: 10, daysOf: 30 }])
  const resting = { ...service, days: 10, shareBp: 5000, amountMinor: 50_00 }
  const rest = { ...service, days: 20, amountMinor: 200_00 }
  assert.deepEqual(why([service], [rest, resting]), [{ what: 'paused', days: 10 }])
  assert.deepEqual(why([rest, resting], [service]), [{ what: 'paused_before', days: 10 }])
  assert.deepEqual(why([service], [{ ...service, taxBp: 1300, amountMinor: 339_00 }]), [
    { what: 'tax', beforeBp: 0, nowBp: 1300 },
  ])
})

test('a unit that tax left here and not there is put down to rounding', () => {
  assert.deepEqual(why([service], [{ ...service, amountMinor: 300_01 }]), [{ what: 'rounding' }])
})

test('charges of one name are taken together, and discounts by theirs', () => {
  const [bags, loyal] = compareBills([extra], [extra, extra, discount])
  assert.deepEqual([bags?.beforeMinor, bags?.nowMinor], [50_00, 100_00])
  assert.deepEqual([loyal?.kind, loyal?.beforeMinor, loyal?.nowMinor], ['discount', 0, -30_00])
})

test('the differences add up to the difference of the totals, whatever stands on the bills', () => {
  const line = fc
    .record({
      kind: fc.constantFrom('service' as const, 'extra' as const, 'discount' as const),
      serviceId: fc.nat({ max: 3 }),
      label: fc.constantFrom({ text: 'One' }, { text: 'Two' }),
      amountMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      unitPriceMinor: fc.nat({ max: 1000 }),
      shareBp: fc.constantFrom(10_000, 5000),
      days: fc.integer({ min: 1, max: 30 }),
    })
    .map((facts): ComparedLine => ({ ...service, ...facts }))
  const bill = fc.array(line, { maxLength: 8 })
  const totalOf = (lines: readonly ComparedLine[]) => lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  fc.assert(
    fc.property(bill, bill, (before, now) => {
      const changes = compareBills(before, now)
      const sum = changes.reduce((all, { beforeMinor, nowMinor }) => all + nowMinor - beforeMinor, 0)
      assert.equal(sum, totalOf(now) - totalOf(before))
      for (const { kind, reasons } of changes) assert.equal(reasons.length > 0, kind === 'service')
    }),
  )
})
