import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../../paths.ts'
import { dialects } from '../../testing/databases.ts'
import { openDesk } from '../testing/open-desk.ts'

for (const database of dialects) {
  test(`the account shows what is open, what is credit, and every document with the balance after it (${database})`, async (t) => {
    const desk = await openDesk(t, { database })
    const [asha = ''] = await desk.add({ name: 'Asha Rai' })
    const bill = await desk.bill(asha, '2026-03')
    const page = paths.admin.customerAccount(asha)
    const owing = (await desk.clerk.get(page)).text
    assert.match(owing, /Rs.?300\.00 to pay/)
    assert.match(owing, new RegExp(`Open bills.*${bill}`, 's'))
    const receipt = await desk.pay(asha, 50_000)
    const ahead = (await desk.clerk.get(page)).text
    assert.match(ahead, /Paid ahead.*Rs.?200\.00.*Rs.?200\.00 in credit/s)
    for (const href of [paths.admin.bill(bill), paths.admin.payment(receipt)]) assert.ok(ahead.includes(href), href)
    const none = (await desk.clerk.get(`${page}?from=2020-01-01&to=2020-12-31`)).text
    assert.doesNotMatch(none.split('Balance at the start')[0] ?? '', new RegExp(receipt))
  })
}

test('a bill is credited in part, each line up to what is left of it', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const bill = await desk.bill(asha, '2026-03')
  const page = paths.admin.creditBill(bill)
  const credit = async (fields: Record<string, string>) =>
    desk.clerk.post(page, { ...(await desk.openForm(page)), reason: 'missed', ...fields })
  for (const [fields, said] of [
    [{}, /Choose how much is taken back/],
    [{ extent: 'parts' }, /Enter an amount for at least one line/],
    [{ extent: 'parts', line_1: 'x' }, /Enter an amount above zero/],
    [{ extent: 'parts', line_1: '300.01' }, /So much is not left of this line/],
    [{ extent: 'kept', reason: '' }, /Enter the reason/],
  ] as const) {
    const { status, text } = await credit(fields)
    assert.equal(status, 422)
    assert.match(text, said)
  }
  assert.equal((await credit({ extent: 'parts', line_1: '100' })).location, paths.admin.bill(bill))
  const after = (await desk.clerk.get(paths.admin.bill(bill))).text
  assert.match(after, /The credit note is issued.*N-2026-000001.*missed/s)
  assert.match((await desk.clerk.get(paths.admin.creditNote('N-2026-000001'))).text, /Rs.?100\.00/)
  assert.match((await credit({ extent: 'parts', line_1: '200.01' })).text, /So much is not left/)
  assert.deepEqual(await desk.prove(), [])
})

test('a form that credits, sent twice, credits once', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const page = paths.admin.creditBill(await desk.bill(asha, '2026-03'))
  const form = { ...(await desk.openForm(page)), extent: 'parts', line_1: '100', reason: 'missed' }
  const answers = await Promise.all([1, 2].map(() => desk.clerk.post(page, form)))
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303],
  )
  assert.equal(await desk.count('credit_note'), 1)
})

test('above the limit a second person is asked, and what is asked for happens when that person agrees', async (t) => {
  const desk = await openDesk(t)
  const [hotel = ''] = await desk.add({ name: 'Hotel', type: 'hotel' })
  await desk.portal.parts.db.updateTable('books').set({ second_person_above_minor: 99_999 }).execute()
  const bill = await desk.bill(hotel, '2026-03')
  const page = paths.admin.creditBill(bill)
  assert.match((await desk.clerk.get(page)).text, /Above Rs.?999\.99 a second person has to agree/)
  const form = { ...(await desk.openForm(page)), extent: 'released', reason: 'wrong house' }
  await desk.clerk.post(page, form)
  assert.match((await desk.clerk.get(paths.admin.bill(bill))).text, /A second person was asked/)
  assert.equal(await desk.count('credit_note'), 0)
  const second = await desk.signIn('second')
  await second.submit(paths.admin.approval('1'), { decision: 'approve' }, paths.admin.approvals)
  assert.equal(await desk.count('credit_note'), 1)
  assert.match((await second.get(paths.admin.bill(bill))).text, /Cancelled/)
})

test('a write-off is what is open at most', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const bill = await desk.bill(asha, '2026-03')
  const page = paths.admin.writeOffBill(bill)
  const form = await desk.openForm(page)
  assert.match((await desk.clerk.get(page)).text, /value="300\.00"/)
  const beyond = await desk.clerk.post(page, { ...form, amount: '300.01', reason: 'gone' })
  assert.deepEqual([beyond.status, /So much is not open/.test(beyond.text)], [422, true])
  await desk.clerk.post(page, { ...form, amount: '300', reason: 'gone' })
  assert.match((await desk.clerk.get(paths.admin.bill(bill))).text, /It is written off/)
  assert.deepEqual(await desk.prove(), [])
})

test('the list of bills is searched, narrowed and turned by its address', async (t) => {
  const desk = await openDesk(t)
  const [asha = '', bina = ''] = await desk.add({ name: 'Asha Rai' }, { name: 'Bina Lama' })
  const old = await desk.bill(asha, '2026-01')
  const paid = await desk.bill(asha, '2026-02')
  const other = await desk.bill(bina, '2026-03')
  await desk.pay(asha, 60_000)
  const found = async (query: string) => {
    const { text } = await desk.clerk.get(`${paths.admin.bills}?${query}`)
    return [...text.matchAll(/href="\/admin\/bills\/(B-[\d-]+)\/"/g)].map(([, number]) => number)
  }
  assert.deepEqual(await found(''), [other, paid, old])
  assert.deepEqual(await found('sort=oldest'), [old, paid, other])
  assert.deepEqual(await found('q=bina'), [other])
  assert.deepEqual(await found(`q=${old.toLowerCase()}`), [old])
  assert.deepEqual(await found('standing=open'), [other])
  assert.deepEqual(await found('standing=settled'), [paid, old])
  assert.deepEqual(await found('month=2026-01'), [old])
  assert.deepEqual(await found('month=2026-13&standing=nonsense'), [other, paid, old])
  desk.portal.clock.advance(30 * 24 * 60 * 60_000)
  const later = await desk.signIn('later')
  const overdue = (await later.get(`${paths.admin.bills}?standing=overdue`)).text
  assert.ok(overdue.includes(other) && !overdue.includes(old))
})

test('a list as a file is told in the audit log, and says no more than the list', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: '=HYPERLINK("x")', email: 'asha@example.com' }, { name: 'Bina' })
  const bill = await desk.bill(asha, '2026-03')
  const { headers, text } = await desk.clerk.get(`${paths.admin.exportBills}?q=${bill}`)
  assert.match(headers.get('content-disposition') ?? '', /bills\.csv/)
  const [, line = '', ...rest] = text.trimEnd().split('\r\n')
  assert.match(
    line,
    new RegExp(`^${bill},[^,]+,"'=HYPERLINK.*,2026-03,2026-03-02,2026-03-16,To pay,300\\.00,300\\.00,NPR$`),
  )
  assert.deepEqual(rest, [])
  const told = await desk.portal.parts.db
    .selectFrom('audit_event')
    .select('subject')
    .where('name', '=', 'list_exported')
    .execute()
  assert.deepEqual(
    told.map(({ subject }) => subject),
    ['bills'],
  )
})

test('a bill opens as a PDF in the language of its customer', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const bill = await desk.bill(asha, '2026-03')
  const { status, headers } = await desk.clerk.get(paths.admin.billFile(`${bill}.pdf`))
  assert.deepEqual([status, headers.get('content-type')], [200, 'application/pdf'])
  assert.equal((await desk.clerk.get(paths.admin.billFile('B-2026-999999.pdf'))).status, 404)
})
