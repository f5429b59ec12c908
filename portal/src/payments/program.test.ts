import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '../audit/index.ts'
import { billPeriod } from '../billing/run/issue-run.ts'
import { month } from '../billing/testing/open-books.ts'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { signInProgram } from '../testing/sign-in-customer.ts'
import { startPortal } from '../testing/start-portal.ts'
import { recordPayment } from './record-payment.ts'

test('a program reads the bills and payments of its customers page by page, and nobody else', async (t) => {
  const portal = await startPortal(t)
  const asha = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const other = await addCustomer(portal, { name: 'Bina', email: 'bina@example.com' })
  const parts = { ...portal.parts, by: systemActor }
  await billPeriod(parts, { period: month('2026-01'), group: 'all' })
  const money = { method: 'cash', reference: '', receivedOn: '2026-03-02' } as const
  for (let count = 0; count < 51; count++)
    await recordPayment(parts, { customer: asha.number, amountMinor: 100, ...money, uniqueKey: String(count) })
  await recordPayment(parts, { customer: other.number, amountMinor: 1, ...money, uniqueKey: 'other' })
  const headers = await signInProgram(portal, 'asha@example.com')
  const get = async (path: string) => {
    const { status, text } = await portal.browser().get(path, headers)
    return { status, body: JSON.parse(text) }
  }
  const bills = await get(paths.api.bills)
  const expected = {
    ...{ number: 'B-2026-000001', period: '2026-01', issuedOn: '2026-03-02', dueOn: '2026-03-16' },
    ...{ currency: 'NPR', total: 30_000, open: 24_900, status: 'part_paid' },
  }
  assert.deepEqual(bills, { status: 200, body: { items: [expected], next: null } })
  assert.deepEqual(await get(paths.api.bill('B-2026-000001')), { status: 200, body: expected })
  assert.equal((await get(paths.api.bill('B-2026-000002'))).status, 404)
  const first = await get(paths.api.payments)
  assert.equal(first.body.items.length, 50)
  assert.deepEqual(first.body.items[0], {
    ...{ number: 'R-2026-000051', receivedOn: '2026-03-02', currency: 'NPR', amount: 100, kept: 100, credit: 0 },
    ...{ method: 'cash', reference: '', reversed: false },
  })
  const second = await get(`${paths.api.payments}?after=${first.body.next}`)
  assert.deepEqual([second.body.items.length, second.body.next], [1, null])
  assert.equal((await get(`${paths.api.payments}?after=x`)).status, 422)
  assert.equal((await get(`${paths.api.bills}?customer=${other.number}`)).status, 404)
})
