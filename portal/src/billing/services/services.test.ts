import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialects } from '../../testing/databases.ts'
import { issueBill } from '../issue/issue-bill.ts'
import { billDetail } from '../queries/bill-detail.ts'
import { billPeriod } from '../run/issue-run.ts'
import type { TestBooks } from '../testing/open-books.ts'
import { month, openTestBooks } from '../testing/open-books.ts'
import { addExtraCharge, saveWasteItem, waitingCharges, withdrawCharge } from './charges.ts'
import { addDiscount, discountsOf, endDiscount } from './discounts.ts'
import { addPlan, plansOf, setPlanTax, setPrice } from './plans.ts'
import { addService, endPause, endService, pauseService, servicesOf } from './services.ts'
import { addTaxRate, setTaxRate, taxRatesOf } from './taxes.ts'

const bill = (books: TestBooks, name: string) => billPeriod(books.system, { period: month(name), group: 'all' })

const totals = async ({ parts: { db } }: TestBooks) =>
  (await db.selectFrom('bill').select('total_minor').orderBy('id').execute()).map(({ total_minor }) => total_minor)

for (const database of dialects) {
  test(`a customer begins with the standard plan of its type, which follows the record until it is billed (${database})`, async (t) => {
    const books = await openTestBooks(t, { database })
    const [asha = ''] = await books.add(1)
    const { db } = books.parts
    const id = await books.idOf(asha)
    const change = (facts: object) => db.updateTable('customer').set(facts).where('id', '=', id).execute()
    const service = async () =>
      (await servicesOf(db, id)).map(({ starts_on, customer_type }) => [starts_on, customer_type])
    assert.deepEqual(await service(), [['2026-01-01', 'household']])
    await change({ since: '2026-01-22', type: 'hotel' })
    assert.deepEqual(await service(), [['2026-01-22', 'hotel']])
    await bill(books, '2026-01')
    assert.deepEqual(await totals(books), [32_258])
    await change({ since: '2026-01-01', type: 'shop' })
    assert.deepEqual(await service(), [['2026-01-22', 'hotel']])
  })

  test(`founding prices hold in the books' currency, and a price from a day on follows (${database})`, async (t) => {
    const books = await openTestBooks(t, { database, currency: 'KWD' })
    const [plan] = await plansOf(books.parts.db)
    assert.deepEqual(
      plan?.prices.map(({ price_minor }) => price_minor),
      [300_000],
    )
    await books.add(1)
    await setPrice(books.clerk, { planId: plan?.id ?? 0, fromOn: '2026-02-15', priceMinor: 1 })
    await setPrice(books.clerk, { planId: plan?.id ?? 0, fromOn: '2026-02-15', priceMinor: 600_000 })
    await bill(books, '2026-02')
    assert.deepEqual(await totals(books), [450_000])
    assert.deepEqual(await setPrice(books.clerk, { planId: 99, fromOn: '2026-01-01', priceMinor: 1 }), {
      success: false,
      reason: 'unknown_plan',
    })
  })
}

test('services are added, paused and ended, and each day costs what was agreed for it', async (t) => {
  const books = await openTestBooks(t)
  const [asha = ''] = await books.add(1)
  const { db } = books.parts
  const plan = await addPlan(books.clerk, {
    ...{ customerType: 'household', name: 'Second bin', fromOn: '2026-01-01', priceMinor: 31_00 },
    ...{ taxRateId: null, prices: 'without_tax' },
  })
  const added = await addService(books.clerk, { customer: asha, planId: plan.id, quantity: 2, startsOn: '2026-01-11' })
  assert.ok(added.success)
  const [first] = await servicesOf(db, await books.idOf(asha))
  const serviceId = first?.id ?? 0
  await pauseService(books.clerk, { serviceId, fromOn: '2026-01-01', untilOn: null, billedShareBp: 5000 })
  const [paused] = await servicesOf(db, await books.idOf(asha))
  const pauseId = paused?.pauses[0]?.id ?? 0
  assert.deepEqual(await endPause(books.clerk, { serviceId, pauseId, untilOn: '2026-02-01' }), { success: true })
  assert.deepEqual(await endPause(books.clerk, { serviceId, pauseId, untilOn: '2026-02-02' }), {
    success: false,
    reason: 'already_ended',
  })
  await endService(books.clerk, { serviceId: added.id, endsOn: '2026-01-21' })
  assert.deepEqual(await endService(books.clerk, { serviceId: added.id, endsOn: '2026-01-01' }), {
    success: false,
    reason: 'before_start',
  })
  await bill(books, '2026-01')
  assert.deepEqual(await totals(books), [15_000 + 2000]) // half of 300.00, and 10 of 31 days of twice 31.00
})

test('a service that comes after the bill is billed by hand, and only its days', async (t) => {
  const books = await openTestBooks(t)
  const [asha = ''] = await books.add(1)
  await bill(books, '2026-03')
  const hand = () => issueBill(books.clerk, { customer: asha, period: month('2026-03') })
  assert.deepEqual(await hand(), { success: false, reason: 'nothing_to_bill' })
  await addService(books.clerk, { customer: asha, planId: 1, quantity: 1, startsOn: '2026-03-31' })
  const issued = await hand()
  assert.ok(issued.success)
  assert.equal(issued.bill.totalMinor, 968)
  assert.deepEqual(await hand(), { success: false, reason: 'nothing_to_bill' })
  assert.deepEqual(await books.prove(), [])
})

test('charges go on the next bill once, unless they are withdrawn before', async (t) => {
  const books = await openTestBooks(t)
  const [asha = ''] = await books.add(1)
  const { db } = books.parts
  const { id: wasteItemId } = await saveWasteItem(books.clerk, {
    ...{ name: 'Rubble', unit: 'm³', priceMinor: 1000, taxRateId: null, prices: 'without_tax' },
  })
  const charge = (uniqueKey: string, quantityMilli: number) =>
    addExtraCharge(books.clerk, {
      ...{ customer: asha, charged: { wasteItemId }, chargedOn: '2026-02-10' },
      ...{ quantityMilli, uniqueKey },
    })
  const kept = await charge('one', 2500)
  assert.deepEqual(await charge('one', 2500), { success: false, reason: 'already_recorded' })
  const mistaken = await charge('two', 9000)
  assert.ok(kept.success && mistaken.success)
  await withdrawCharge(books.clerk, mistaken.id)
  assert.equal((await waitingCharges(db, await books.idOf(asha))).length, 1)
  await bill(books, '2026-02')
  assert.deepEqual(await totals(books), [32_500])
  assert.deepEqual(await withdrawCharge(books.clerk, kept.id), { success: false, reason: 'already_billed' })
  await bill(books, '2026-03')
  assert.deepEqual(await totals(books), [32_500, 30_000])
})

test('a tax is set with a rate from a day on, and a bill tells net and tax apart', async (t) => {
  const books = await openTestBooks(t)
  const [asha = ''] = await books.add(1)
  const { db } = books.parts
  const tax = await addTaxRate(books.clerk, { name: 'VAT', fromOn: '2026-01-01', basisPoints: 1000 })
  assert.ok(tax.success)
  await setTaxRate(books.clerk, tax.id, { fromOn: '2026-02-15', basisPoints: 2000 })
  assert.deepEqual(
    (await addTaxRate(books.clerk, { name: 'VAT', fromOn: '2026-01-01', basisPoints: 1 })).success,
    false,
  )
  assert.equal((await taxRatesOf(db))[0]?.values.length, 2)
  await setPlanTax(books.clerk, 1, { taxRateId: tax.id, prices: 'without_tax' })
  await addDiscount(books.clerk, {
    ...{ customer: asha, serviceId: null, name: 'Neighbours', off: { percentBp: 5000 } },
    ...{ fromOn: '2026-01-01', untilOn: null },
  })
  await bill(books, '2026-02')
  const { taxes, lines, customerName } = await billDetail(db, 1)
  assert.deepEqual(taxes, [
    { name: 'VAT', basisPoints: 2000, netMinor: 7500, taxMinor: 1500 },
    { name: 'VAT', basisPoints: 1000, netMinor: 7500, taxMinor: 750 },
  ])
  assert.deepEqual([lines.length, customerName], [4, 'Customer C-1'])
  const [discount] = await discountsOf(db, await books.idOf(asha))
  await endDiscount(books.clerk, { discountId: discount?.id ?? 0, untilOn: '2026-03-01' })
  await bill(books, '2026-03')
  assert.deepEqual(await totals(books), [17_250, 36_000])
})
