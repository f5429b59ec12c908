import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../../../paths.ts'
import { signInStaff } from '../../../testing/sign-in-staff.ts'
import { openDesk } from '../../testing/open-desk.ts'

test('a price begins on a day, its history is shown and never edited, and a bill is cut where it begins', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const page = paths.admin.plan('1')
  const form = { ...(await desk.openForm(page)), price: '360', from_on: '2026-03-17' }
  assert.equal((await desk.clerk.post(page, form)).status, 303)
  assert.equal((await desk.clerk.post(page, form)).status, 303, 'sent twice')
  const { text } = await desk.clerk.get(page)
  assert.match(text, /17 March 2026.*To come.*Rs.?360\.00.*From the beginning.*In force.*Rs.?300\.00/s)
  assert.equal(text.match(/Rs.?360\.00/g)?.length, 1)
  assert.match((await desk.clerk.get(paths.admin.plans)).text, /Rs.?360\.00 from.*17 March 2026/s)
  const bill = await desk.bill(asha, '2026-03')
  // 16 days of 300 and 15 of 360, of 31.
  assert.match((await desk.clerk.get(paths.admin.bill(bill))).text, /Rs.?329\.03/)
})

test('a plan is added for a kind of customer, taxed as it is told', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const taxes = await desk.openForm(paths.admin.taxes)
  await desk.clerk.post(paths.admin.taxes, { ...taxes, name: 'VAT', rate: '13', from_on: '2026-01-01' })
  const taken = await desk.clerk.submit(paths.admin.taxes, {
    ...(await desk.openForm(paths.admin.taxes)),
    ...{ name: 'VAT', rate: '5', from_on: '2026-01-01' },
  })
  assert.match(taken.text, /There is one of this name already/)
  const plan = { ...(await desk.openForm(paths.admin.plans)), name: 'Garden', type: 'household' }
  const priced = { ...plan, price: '100', from_on: '2026-01-01', tax: '1', prices: 'without_tax' }
  assert.equal((await desk.clerk.post(paths.admin.plans, priced)).location, paths.admin.plans)
  assert.match((await desk.clerk.get(paths.admin.plans)).text, /Garden.*Households.*Rs.?100\.00.*VAT 13.?%, added/s)
  const add = paths.admin.changeServices(asha, 'add')
  const service = { ...(await desk.openForm(add)), plan: '5', quantity: '1', starts_on: '2026-03-01' }
  assert.match((await desk.clerk.post(add, service)).text, /Rs.?413\.00, Rs.?113\.00 more/)
})

test('a tax rate is set from a day on, and a plan chooses whether it is in its price', async (t) => {
  const desk = await openDesk(t)
  await desk.clerk.post(paths.admin.taxes, {
    ...(await desk.openForm(paths.admin.taxes)),
    ...{ name: 'VAT', rate: '13', from_on: '2026-01-01' },
  })
  const rate = { ...(await desk.openForm(paths.admin.tax('1'))), rate: '15', from_on: '2026-07-01' }
  await desk.clerk.post(paths.admin.tax('1'), rate)
  assert.match(
    (await desk.clerk.get(paths.admin.tax('1'))).text,
    /1 July 2026.*15.?%.*1 January 2026.*In force.*13.?%/s,
  )
  await desk.clerk.submit(paths.admin.planTax('1'), { tax: '1', prices: 'with_tax' })
  assert.match((await desk.clerk.get(paths.admin.plan('1'))).text, /VAT 13.?%, in the price/)
  assert.equal((await desk.clerk.submit(paths.admin.planTax('1'), { tax: '7', prices: 'with_tax' })).status, 400)
})

test('an administrator alone changes the rules of the books', async (t) => {
  const desk = await openDesk(t)
  assert.equal((await desk.clerk.submit(paths.admin.books, { due_days: '7', second_person_above: '1' })).status, 403)
  const chief = await signInStaff(desk.portal, 'admin')
  const wrong = await chief.submit(paths.admin.books, { due_days: '366', second_person_above: '1' })
  assert.match(wrong.text, /Enter a number of days from 0 to 365/)
  await chief.submit(paths.admin.books, { due_days: '7', second_person_above: '0' })
  assert.match((await desk.clerk.get(paths.admin.books)).text, /7 days.*Rs.?0\.00/s)
})
