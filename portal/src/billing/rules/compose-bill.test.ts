import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../../values/day.ts'
import { readPeriod } from '../../values/period.ts'
import { holds } from '../../values/span.ts'
import type { CustomerFacts } from './compose-bill.ts'
import { composeBill } from './compose-bill.ts'
import type { DiscountFacts, Draft, DraftLine, ServiceFacts } from './facts.ts'

const june = period('2026-06')

function period(name: string) {
  const read = readPeriod(name)
  if (!read) throw new Error(name)
  return read
}

const service = (facts: Partial<ServiceFacts> = {}): ServiceFacts => ({
  id: 1,
  label: { text: 'Collection' },
  quantity: 1,
  served: { from: '2026-01-01', until: null },
  prices: [{ fromOn: '0001-01-01', priceMinor: 30_000 }],
  tax: undefined,
  taxIncluded: false,
  pauses: [],
  billed: [],
  ...facts,
})

const discount = (facts: Partial<DiscountFacts>): DiscountFacts => ({
  ...{ serviceId: null, name: 'Neighbours', from: '2026-01-01', until: null, off: { percentBp: 1000 } },
  ...facts,
})

const vat = { name: 'VAT', steps: [{ fromOn: '2000-01-01', basisPoints: 1300 }] }

const bill = (facts: Partial<CustomerFacts>, month = june): Draft | undefined =>
  composeBill({ services: [], charges: [], discounts: [], ...facts }, month)

const said = (draft: Draft | undefined) =>
  draft?.lines.map(({ from, until, days, daysOf, netMinor }) => [from, until, days, daysOf, netMinor])

test('a whole month costs its price, and no other month is billed', () => {
  assert.deepEqual(said(bill({ services: [service()] })), [['2026-06-01', '2026-07-01', 30, 30, 30_000]])
})

test('a service that begins within the month costs 12 of 30 days', () => {
  const served = { from: '2026-06-19', until: null }
  assert.deepEqual(said(bill({ services: [service({ served })] })), [['2026-06-19', '2026-07-01', 12, 30, 12_000]])
})

test('the last day of a service is billed, and the day after is not', () => {
  const served = { from: '2026-01-01', until: '2026-06-02' }
  assert.deepEqual(said(bill({ services: [service({ served })] })), [['2026-06-01', '2026-06-02', 1, 30, 1000]])
  assert.equal(bill({ services: [service({ served })] }, period('2026-07')), undefined)
})

test('a price that changes within the month makes two lines, each with its own since when', () => {
  const prices = [
    { fromOn: '2026-01-01', priceMinor: 30_000 },
    { fromOn: '2026-06-16', priceMinor: 36_000 },
  ]
  const draft = bill({ services: [service({ prices })] })
  assert.deepEqual(said(draft), [
    ['2026-06-01', '2026-06-16', 15, 30, 15_000],
    ['2026-06-16', '2026-07-01', 15, 30, 18_000],
  ])
  assert.deepEqual(
    draft?.lines.map(({ priceSince }) => priceSince),
    ['2026-01-01', '2026-06-16'],
  )
})

test('a paused service costs the share that is still billed, and nothing on return', () => {
  const pauses = [{ from: '2026-06-11', until: '2026-06-21', billedShareBp: 2000 }]
  assert.deepEqual(said(bill({ services: [service({ pauses })] })), [
    ['2026-06-01', '2026-06-11', 10, 30, 10_000],
    ['2026-06-11', '2026-06-21', 10, 30, 2000],
    ['2026-06-21', '2026-07-01', 10, 30, 10_000],
  ])
  const resting = [{ from: '2026-05-01', until: '2026-06-21', billedShareBp: 0 }]
  assert.equal(bill({ services: [service({ pauses: resting })] })?.totalMinor, 10_000)
})

test('a month that is paused throughout makes no bill', () => {
  const pauses = [{ from: '2026-05-01', until: null, billedShareBp: 0 }]
  assert.equal(bill({ services: [service({ pauses })] }), undefined)
})

test('February costs its price in a leap year too, and a day of it is a 29th', () => {
  const february = period('2028-02')
  const prices = [{ fromOn: '2000-01-01', priceMinor: 29_000 }]
  assert.equal(bill({ services: [service({ prices })] }, february)?.totalMinor, 29_000)
  const served = { from: '2028-02-29', until: null }
  assert.equal(bill({ services: [service({ prices, served })] }, february)?.totalMinor, 1000)
})

test('days that stand on a bill are not billed again', () => {
  const billed = [{ from: '2026-06-01', until: '2026-06-21' }]
  assert.deepEqual(said(bill({ services: [service({ billed })] })), [['2026-06-21', '2026-07-01', 10, 30, 10_000]])
})

test('tax is reckoned on the sum of a rate and rounded once', () => {
  const prices = [{ fromOn: '2000-01-01', priceMinor: 5 }]
  const three = [1, 2, 3].map((id) => service({ id, prices, tax: vat }))
  // 13 % of 15 is 1.95; rounded line by line it would be 3 times 1.
  const draft = bill({ services: three })
  assert.deepEqual([draft?.netMinor, draft?.taxMinor, draft?.totalMinor], [15, 2, 17])
  assert.deepEqual(
    draft?.lines.map(({ taxMinor }) => taxMinor),
    [1, 1, 0],
  )
})

test('a price with the tax in it is what the customer pays', () => {
  const draft = bill({ services: [service({ tax: vat, taxIncluded: true })] })
  assert.deepEqual([draft?.netMinor, draft?.taxMinor, draft?.totalMinor], [26_549, 3451, 30_000])
})

test('a charge by quantity stands on the bill with its tax', () => {
  const charge = {
    ...{ id: 7, description: 'Rubble', unit: 'm³', quantityMilli: 2500, unitPriceMinor: 1001 },
    ...{ tax: vat, taxIncluded: false, chargedOn: '2026-05-30' },
  }
  const draft = bill({ charges: [charge] })
  assert.deepEqual([draft?.netMinor, draft?.taxMinor], [2503, 325])
})

test('a percentage is taken off the days for which it holds', () => {
  const discounts = [discount({ from: '2026-06-16' })]
  const draft = bill({ services: [service()], discounts })
  assert.equal(draft?.totalMinor, 28_500)
})

test('a sum off is for a whole month, and shared out by days', () => {
  const discounts = [discount({ off: { amountMinor: 3000 }, from: '2026-06-21' })]
  assert.equal(bill({ services: [service()], discounts })?.totalMinor, 29_000)
})

test('discounts bring a bill down to nothing at most, and it is issued to say so', () => {
  const discounts = [discount({ off: { percentBp: 10_000 } }), discount({ off: { amountMinor: 99_000 } })]
  assert.equal(bill({ services: [service()], discounts })?.totalMinor, 0)
})

test('a discount on one service leaves the other alone', () => {
  const services = [service(), service({ id: 2, prices: [{ fromOn: '2000-01-01', priceMinor: 50_000 }] })]
  assert.equal(bill({ services, discounts: [discount({ serviceId: 2 })] })?.totalMinor, 75_000)
})

const day = fc.integer({ min: 0, max: 120 }).map((days) => addDays('2026-04-01', days))
const anySpan = fc.tuple(day, fc.option(fc.integer({ min: 0, max: 60 }))).map(([from, length]) => ({
  from,
  until: length === null ? null : addDays(from, length),
}))
const anyService = fc.record({
  id: fc.integer({ min: 1, max: 3 }),
  quantity: fc.integer({ min: 1, max: 40 }),
  served: anySpan,
  pauses: fc.array(
    fc.tuple(anySpan, fc.nat({ max: 10_000 })).map(([span, billedShareBp]) => ({ ...span, billedShareBp })),
    { maxLength: 3 },
  ),
  billed: fc.array(anySpan, { maxLength: 2 }),
  prices: fc
    .array(fc.record({ fromOn: day, priceMinor: fc.nat({ max: 5_000_000 }) }), { maxLength: 3 })
    .map((steps) => [
      { fromOn: '0001-01-01', priceMinor: 30_001 },
      ...steps.toSorted((one, other) => (one.fromOn < other.fromOn ? -1 : 1)),
    ]),
  tax: fc.constantFrom(vat, undefined, { name: 'Low', steps: [{ fromOn: '2026-06-10', basisPoints: 555 }] }),
  taxIncluded: fc.boolean(),
})
const anyDiscount = fc.record({
  serviceId: fc.constantFrom(null, 1, 2),
  off: fc.oneof(
    fc.record({ percentBp: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ amountMinor: fc.integer({ min: 1, max: 9_000_000 }) }),
  ),
  span: anySpan,
})

const anyFacts = fc.record({
  services: fc.uniqueArray(anyService.map(service), { maxLength: 3, selector: ({ id }) => id }),
  discounts: fc.array(
    anyDiscount.map(({ span, ...facts }) => discount({ ...facts, ...span })),
    { maxLength: 3 },
  ),
  charges: fc.constant([]),
})

test('whatever is billed, lines add up to totals, nothing is below zero, and each day stands once', () => {
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const draft = composeBill(facts, june)
      if (!draft) return
      const sum = (of: (line: Draft['lines'][number]) => number) => draft.lines.reduce((all, one) => all + of(one), 0)
      assert.equal(
        sum(({ netMinor }) => netMinor),
        draft.netMinor,
      )
      assert.equal(
        sum(({ taxMinor }) => taxMinor),
        draft.taxMinor,
      )
      assert.equal(draft.totalMinor, draft.netMinor + draft.taxMinor)
      assert.ok(draft.totalMinor >= 0)
      for (const total of draft.taxes) assert.ok(total.netMinor >= 0 && total.taxMinor >= 0)
      for (const { id, billed } of facts.services) {
        const days: string[] = draft.lines
          .filter((line) => line.kind === 'service' && line.serviceId === id)
          .flatMap(daysOf)
        assert.equal(new Set(days).size, days.length)
        for (const one of days) assert.ok(!billed.some((span) => holds(span, one)))
      }
    }),
    { numRuns: 200 },
  )
})

const daysOf = ({ from, days }: DraftLine): string[] =>
  Array.from({ length: days ?? 0 }, (_, index) => addDays(from ?? '', index))

test('a month that is cut in pieces costs what it costs in one', () => {
  fc.assert(
    fc.property(fc.nat({ max: 5_000_000 }), fc.array(day, { maxLength: 6 }), (priceMinor, at) => {
      const one = { fromOn: '0001-01-01', priceMinor }
      const prices = [one, ...at.toSorted().map((fromOn) => ({ fromOn, priceMinor }))]
      const whole = bill({ services: [service({ prices: [one] })] })
      assert.equal(bill({ services: [service({ prices })] })?.totalMinor, whole?.totalMinor)
    }),
  )
})
