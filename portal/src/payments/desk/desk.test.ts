import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDesk } from '../../billing/testing/open-desk.ts'
import { paths } from '../../paths.ts'
import { dialects } from '../../testing/databases.ts'
import { signInProgram } from '../../testing/sign-in-customer.ts'

const typed = { amount: '300', method: 'cash', reference: '', received_on: '2026-03-02' }

for (const database of dialects) {
  test(`a clerk records a payment in one form, and the customer sees it (${database})`, async (t) => {
    const desk = await openDesk(t, { database })
    const [asha = ''] = await desk.add({ name: 'Asha', email: 'asha@example.com' })
    const bill = await desk.bill(asha, '2026-03')
    const form = await desk.openForm(paths.admin.newPayment)
    const saved = await desk.clerk.post(paths.admin.newPayment, { ...form, ...typed, customer: asha })
    assert.equal(saved.status, 303)
    const receipt = await desk.clerk.get(saved.location ?? '')
    assert.match(receipt.text, /The payment is recorded.*Asha.*Rs.?300\.00.*Cash.*2 March 2026/s)
    assert.match(receipt.text, new RegExp(`What it paid.*${bill}`, 's'))
    const headers = await signInProgram(desk.portal, 'asha@example.com')
    const { items } = JSON.parse((await desk.portal.browser().get(paths.api.payments, headers)).text)
    assert.deepEqual([items.length, items[0].amount, items[0].credit], [1, 30_000, 0])
    assert.deepEqual(await desk.prove(), [])
  })
}

test('the same form sent twice records one payment, and both lead to its receipt', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const form = { ...(await desk.openForm(paths.admin.newPayment)), ...typed, customer: asha }
  const twice = await Promise.all([1, 2].map(() => desk.clerk.post(paths.admin.newPayment, form)))
  const third = await desk.clerk.post(paths.admin.newPayment, form)
  assert.equal(new Set([...twice, third].map(({ location }) => location)).size, 1)
  assert.match((await desk.clerk.get(third.location ?? '')).text, /nothing was recorded a second time/)
  assert.equal(await desk.count('payment'), 1)
})

test('a payment like one that is there is asked about first, and recorded when it is another one', async (t) => {
  const desk = await openDesk(t)
  const [asha = '', bina = ''] = await desk.add({ name: 'Asha' }, { name: 'Bina' })
  const pay = async (fields: Record<string, string>) => {
    const form = await desk.openForm(paths.admin.newPayment)
    return desk.clerk.post(paths.admin.newPayment, { ...form, ...typed, ...fields })
  }
  assert.equal((await pay({ customer: asha, reference: 'CHQ 7' })).status, 303)
  const sameDay = await pay({ customer: asha })
  assert.equal(sameDay.status, 422)
  assert.match(sameDay.text, /Is this the same payment\?.*R-2026-000001/s)
  const sameReference = await pay({ customer: bina, reference: 'chq 7', received_on: '2026-03-01' })
  assert.match(sameReference.text, /Is this the same payment\?.*R-2026-000001.*Asha/s)
  assert.equal((await pay({ customer: bina, amount: '301' })).status, 303, 'another amount')
  assert.equal((await pay({ customer: asha, again: 'yes' })).status, 303)
  assert.equal(await desk.count('payment'), 3)
})

test('the customer is found by number, contact or bill; a name has to be chosen', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha Rai', email: 'asha@example.com' }, { name: 'Asha Lama' })
  const bill = await desk.bill(asha, '2026-03')
  const payer = async (fields: Record<string, string>) => {
    const form = await desk.openForm(paths.admin.newPayment)
    const sent = { ...form, ...typed, again: 'yes', ...fields }
    const { location, text } = await desk.clerk.post(paths.admin.newPayment, sent)
    return location ? ((await desk.clerk.get(location)).text.match(/Asha (Rai|Lama)/)?.[1] ?? '') : text
  }
  for (const customer of [asha, 'ASHA@example.com', bill, bill.toLowerCase().replaceAll('-', ' ')]) {
    assert.equal(await payer({ customer }), 'Rai', customer)
  }
  const offered = await payer({ customer: 'asha' })
  assert.match(offered, /Which customer is it\?.*Asha Lama.*Asha Rai/s)
  assert.match(await payer({ customer: 'asha rai' }), /Which customer is it\?/, 'one name is no certainty')
  assert.equal(await payer({ customer: 'asha', chosen: asha, looked_for: 'asha' }), 'Rai')
  const changed = await payer({ customer: 'asha lama', chosen: asha, looked_for: 'asha' })
  assert.match(changed, /Which customer is it\?/, 'what was chosen belongs to what was typed')
  assert.match(await payer({ customer: 'zzzz' }), /Nobody was found/)
})

test('what cannot be is said beside its field, and what was typed stays', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const form = { ...(await desk.openForm(paths.admin.newPayment)), ...typed, customer: asha }
  for (const [fields, said] of [
    [{ amount: '0' }, /Enter an amount above zero/],
    [{ amount: '1,234' }, /Enter an amount above zero/],
    [{ received_on: '2026-03-03' }, /This day has not come yet/],
    [{ received_on: '2026-02-30' }, /Enter a day of the calendar/],
    [{ method: '' }, /Choose how it was paid/],
    [{ customer: '' }, /Enter who paid/],
  ] as const) {
    const { status, text } = await desk.clerk.post(paths.admin.newPayment, { ...form, reference: 'kept', ...fields })
    assert.equal(status, 422)
    assert.match(text, said)
    assert.match(text, /value="kept"/)
  }
  assert.equal(await desk.count('payment'), 0)
})

test('a cheque that bounced is reversed once, with its reason', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const bill = await desk.bill(asha, '2026-03')
  const receipt = await desk.pay(asha, 30_000)
  const page = paths.admin.reversePayment(receipt)
  assert.match((await desk.clerk.submit(page, { reason: '' })).text, /Enter the reason/)
  assert.equal((await desk.clerk.submit(page, { reason: 'bounced' })).location, paths.admin.payment(receipt))
  assert.match((await desk.clerk.get(paths.admin.payment(receipt))).text, /Reversed on 2 March 2026.*bounced/s)
  assert.match((await desk.clerk.submit(page, { reason: 'again' })).text, /reversed already/)
  assert.match((await desk.clerk.get(paths.admin.bill(bill))).text, /Rs.?300\.00/)
  assert.deepEqual(await desk.prove(), [])
})

test('credit goes back when a second person agrees, and whoever asked cannot', async (t) => {
  const desk = await openDesk(t)
  const [asha = ''] = await desk.add({ name: 'Asha' })
  const receipt = await desk.pay(asha, 30_000)
  const page = paths.admin.refundPayment(receipt)
  const ask = { ...(await desk.openForm(page)), amount: '100', method: 'cash', reference: '', reason: 'moved away' }
  assert.equal((await desk.clerk.post(page, ask)).status, 303)
  assert.equal((await desk.clerk.post(page, ask)).status, 303, 'sent twice asks once')
  assert.equal(await desk.count('approval'), 1)
  const seen = await desk.clerk.get(paths.admin.approvals)
  assert.match(seen.text, /Refund from.*moved away.*Rs.?100\.00.*You asked/s)
  const own = await desk.clerk.post(paths.admin.approval('1'), { decision: 'approve' })
  assert.deepEqual([own.status, /somebody else decides/.test(own.text)], [422, true])
  const second = await desk.signIn('second')
  const agreed = await second.submit(paths.admin.approval('1'), { decision: 'approve' }, paths.admin.approvals)
  assert.equal(agreed.location, paths.admin.approvals)
  assert.match((await second.get(paths.admin.payment(receipt))).text, /Given back.*F-2026-000001.*Rs.?100\.00/s)
  const late = await second.submit(paths.admin.approval('1'), { decision: 'decline' }, paths.admin.approvals)
  assert.match(late.text, /decided about it already/)
  assert.deepEqual(await desk.prove(), [])
})

test('a second person shows anew who is there before money goes back', async (t) => {
  const desk = await openDesk(t)
  const second = await desk.signIn('second')
  desk.portal.clock.advance(6 * 60_000)
  const { location } = await second.submit(paths.admin.approval('1'), { decision: 'approve' }, paths.admin.approvals)
  assert.match(location ?? '', /^\/staff\/again\//)
})
