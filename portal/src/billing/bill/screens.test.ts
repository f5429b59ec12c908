import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { systemActor } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import { paths } from '../../paths.ts'
import { openAccount } from '../../payments/testing/open-account.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import { testOnBoth } from '../../testing/databases.ts'
import { signInCustomer } from '../../testing/sign-in-customer.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { checkAddress } from '../check/seal.ts'
import { writeOff } from '../corrections/write-off.ts'
import { issueBill } from '../issue/issue-bill.ts'
import { listBills } from '../queries/bill-list.ts'
import { addExtraCharge } from '../services/charges.ts'
import { addDiscount } from '../services/discounts.ts'
import { setPrice } from '../services/plans.ts'
import { pauseService, servicesOf } from '../services/services.ts'
import { addTaxRate } from '../services/taxes.ts'
import { month } from '../testing/open-books.ts'

/** Asha, whose price rose and whose service rested in February, with bills of January and February. */
async function open(t: TestContext) {
  const portal = await startPortal(t, { settings: { PAYMENT_INSTRUCTIONS: 'At the counter|By bank: NB 123' } })
  const { id, number } = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const books = { ...portal.parts, by: systemActor }
  const [service] = await servicesOf(portal.parts.db, id)
  assert.ok(service)
  await setPrice(books, { planId: service.plan_id, fromOn: '2026-02-01', priceMinor: 312_50 })
  await pauseService(books, {
    ...{ serviceId: service.id, fromOn: '2026-02-15', untilOn: '2026-02-22', billedShareBp: 5000 },
  })
  await addExtraCharge(books, {
    ...{ customer: number, quantityMilli: 2500, chargedOn: '2026-02-10', uniqueKey: 'bag' },
    charged: { description: 'Garden waste', unit: 'm³', unitPriceMinor: 40_00, taxRateId: null, prices: 'without_tax' },
  })
  const issue = async (name: string) => {
    const issued = await issueBill(books, { customer: number, period: month(name) })
    if (!issued.success) throw new Error(issued.reason)
    return issued.bill.number
  }
  const bills = [await issue('2026-01'), await issue('2026-02')] as const
  return { portal, books, number, issue, bills, browser: await signInCustomer(portal, 'asha@example.com') }
}

const plain = (page: string) =>
  page
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0]+/g, ' ')
    .replaceAll(/[\u2068\u2069]/g, '')

test('a bill explains each line: days, price and since when, the share of a pause, quantity', async (t) => {
  const { browser, bills } = await open(t)
  const text = plain((await browser.get(paths.bill(bills[1]))).text)
  for (const sentence of [
    '1 – 14 February 2026: 14 of 28 days.',
    'Rs 312.50 a month, the price since 1 February 2026.',
    'The service rested on these days: 50% of the price is charged.',
    'Garden waste On 10 February 2026. 2.5 m³ Rs 40.00 Rs 100.00',
  ]) {
    assert.ok(text.includes(sentence), `${sentence} in ${text}`)
  }
})

test('a bill says why it is not the last one, and the differences add up', async (t) => {
  const { browser, bills } = await open(t)
  const { text } = await browser.get(paths.bill(bills[1]))
  assert.match(
    plain(text),
    /Compared with the bill for January 2026 :.*The price was Rs 300\.00 and is Rs 312\.50 since 1 February 2026\. It rested for 7 days this time\..*-Rs 26\.56.*Garden waste Only on this bill\. \+Rs 100\.00 Difference in all \+Rs 73\.44/,
  )
  assert.ok(text.includes(`href="${paths.bill(bills[0])}"`))
  assert.match(plain((await browser.get(paths.bill(bills[0]))).text), /This is your first bill/)
})

test('what was owed before, what came since and what is new stand apart', async (t) => {
  const { browser, bills } = await open(t)
  const text = plain((await browser.get(paths.bill(bills[1]))).text)
  assert.match(
    text,
    /Previous balance Rs 300\.00 Payments since then Rs 0\.00 New charges Rs 373\.44 Total due Rs 673\.44 to pay/,
  )
})

test('what became of a bill is told: payments, credit notes, what was given up', async (t) => {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const { bill, payment, creditNote } = await openAccount(portal, number)
  const books = { ...portal.parts, by: systemActor }
  await writeOff(books, { bill, amountMinor: 5_00, reason: 'Small', uniqueKey: 'w' })
  const browser = await signInCustomer(portal, 'asha@example.com')
  const { text } = await browser.get(paths.bill(bill))
  assert.match(
    plain(text),
    /-Rs 100\.00.*Missed on a Tuesday.*-Rs 20\.00.*We no longer ask for -Rs 5\.00 Still to pay Rs 175\.00/,
  )
  for (const path of [paths.payment(payment), paths.creditNote(creditNote)]) assert.ok(text.includes(path), path)
  assert.match(plain((await browser.get(paths.creditNote(creditNote))).text), /Missed on a Tuesday.*Rs 20\.00/)
})

test('a discount and a tax are explained where they stand', async (t) => {
  const { browser, books, number, issue, portal } = await open(t)
  await addDiscount(books, {
    ...{ customer: number, serviceId: null, name: 'Neighbours', off: { percentBp: 1000 } },
    ...{ fromOn: '2026-03-01', untilOn: null },
  })
  const tax = await addTaxRate(books, { name: 'VAT', fromOn: '2026-01-01', basisPoints: 1300 })
  await portal.parts.db
    .updateTable('plan')
    .set({ tax_rate_id: tax.success ? tax.id : null })
    .execute()
  const text = plain((await browser.get(paths.bill(await issue('2026-03')))).text)
  assert.match(text, /Neighbours 10% off all services\./)
  assert.match(text, /VAT 13% is added: Rs 40\.62\..*VAT 13% goes down with it: -Rs 4\.06\./)
  assert.match(text, /Before tax Rs 281\.25 VAT 13% on Rs 281\.25 Rs 36\.56 New charges Rs 317\.81/)
  assert.match(text, /The tax was 0% and is now 13%\./)
})

test('how to pay stands on what is open', async (t) => {
  const { browser, bills, number } = await open(t)
  assert.match(
    plain((await browser.get(paths.bill(bills[1]))).text),
    new RegExp(`At the counter By bank: NB 123 Give your customer number ${number}`),
  )
})

test('the list is narrowed by what is open, and an address that makes no sense shows it whole', async (t) => {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const { bill } = await openAccount(portal, number)
  const browser = await signInCustomer(portal, 'asha@example.com')
  const shows = async (query: string) => (await browser.get(paths.bills + query)).text.includes(paths.bill(bill))
  assert.deepEqual(await Promise.all(['', '?show=open', '?show=settled', '?show=x&before=-1'].map(shows)), [
    true,
    true,
    false,
    true,
  ])
})

testOnBoth('a long list goes on, and back', async (_, { db }) => {
  await fill(db, 60)
  const ask = (edge: { before?: number; after?: number }) =>
    listBills(db, { customerId: 1, today: '2026-03-02', show: 'open', ...edge })
  const first = await ask({})
  const second = await ask({ before: first.older ?? 0 })
  const third = await ask({ before: second.older ?? 0 })
  const ids = [first, second, third].map(({ bills }) => bills.map(({ id }) => id))
  assert.deepEqual(
    ids.flat(),
    Array.from({ length: 60 }, (_, index) => 60 - index),
  )
  assert.deepEqual([first.newer, third.older], [undefined, undefined])
  assert.deepEqual(await ask({ after: third.newer ?? 0 }), second)
  assert.deepEqual((await ask({ after: second.newer ?? 0 })).bills, first.bills)
})

/** Gives a customer open bills with the ids from 1 on. */
async function fill(db: Db, bills: number): Promise<void> {
  const person = { number: 'C-1', name: 'Asha', type: 'household', address: '', language: 'en' } as const
  await db
    .insertInto('customer')
    .values({ id: 1, ...person, since: '2026-01-01', created_at: 1, updated_at: 1 })
    .execute()
  const rows = Array.from({ length: bills }, (_, index) => ({
    ...{ id: index + 1, series: 'bill:2026', place: index + 1, number: `B-${index + 1}`, customer_id: 1 },
    ...({ period: '2026-01', kind: 'regular', round: index, issued_on: '2026-01-01', due_on: '2026-01-15' } as const),
    ...{ currency: 'NPR', net_minor: 100, tax_minor: 0, total_minor: 100, tax_summary: '[]', customer_number: 'C-1' },
    ...{ customer_name: 'Asha', customer_address: '', hash: new Uint8Array(32), issued_at: index },
  }))
  await db.insertInto('bill').values(rows).execute()
}

test('a seal opens its own bill, and no other', async (t) => {
  const { portal, bills, browser } = await open(t)
  const [january, february] = await Promise.all(bills.map((bill) => checkAddress(portal.parts, bill)))
  const path = (address: string | undefined) => new URL(address ?? '').pathname
  const { text } = await browser.get(path(february))
  assert.match(plain(text), /This bill is real.*Rs 373\.44.*To pay/)
  const swapped = path(january).replace(bills[0], bills[1])
  for (const wrong of [swapped, `${path(january).slice(0, -3)}/`, `${path(january).slice(0, -2)}A/`]) {
    assert.equal((await portal.browser().get(wrong)).status, 404, wrong)
  }
})
