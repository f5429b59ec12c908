import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import { recordPayment } from '../payments/record-payment.ts'
import { openAccount } from '../payments/testing/open-account.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { dialects } from '../testing/databases.ts'
import { signInCustomer } from '../testing/sign-in-customer.ts'
import { startPortal } from '../testing/start-portal.ts'

test('the dashboard shows the name and number of the customer, and leads on', async (t) => {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, { name: 'Asha <Rai>', email: 'asha@example.com' })
  const { text } = await (await signInCustomer(portal, 'asha@example.com')).get(paths.dashboard)
  assert.match(text, /<h1><bdi>Asha &lt;Rai&gt;<\/bdi><\/h1>/)
  assert.ok(text.includes(number))
  for (const path of [paths.statement, paths.feedback, paths.account]) {
    assert.match(text, new RegExp(`<a class="card card-link" href="${path}">`))
  }
  for (const path of [paths.bills, paths.payments]) assert.match(text, new RegExp(`<a [^>]*href="${path}"><svg`))
  assert.doesNotMatch(text, /Switch to another customer/)
})

test('what is owed stands first, and by when; then the latest bills and payments', async (t) => {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const { bill, payment } = await openAccount(portal, number)
  const browser = await signInCustomer(portal, 'asha@example.com')
  const { text } = await browser.get(paths.dashboard)
  assert.match(text, /Rs\u00a0180\.00 to pay.*Please pay by 16 March 2026.*Latest bills.*Latest payments/s)
  for (const path of [paths.bill(bill), paths.payment(payment)]) assert.ok(text.includes(`href="${path}"`), path)
  portal.clock.advance(15 * 24 * 60 * 60_000)
  const later = await (await signInCustomer(portal, 'asha@example.com')).get(paths.dashboard)
  assert.match(later.text, /Rs\u00a0180\.00 of it is late: .* by 16 March 2026/)
})

test('what is paid ahead is credit, and there is nothing to pay', async (t) => {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  await openAccount(portal, number)
  const browser = await signInCustomer(portal, 'asha@example.com')
  const pay = (amountMinor: number) =>
    recordPayment(
      { ...portal.parts, by: systemActor },
      {
        ...{ customer: number, amountMinor, method: 'cash', reference: '', receivedOn: '2026-03-02' },
        uniqueKey: String(amountMinor),
      },
    )
  await pay(180_00)
  assert.match((await browser.get(paths.dashboard)).text, /Nothing to pay.*All your bills are settled/s)
  await pay(200_00)
  assert.match((await browser.get(paths.dashboard)).text, /Rs\u00a0200\.00 in credit.*There is nothing to pay/s)
})

test('with several customers behind one contact the dashboard leads to the choice', async (t) => {
  const portal = await startPortal(t)
  const hotel = await addCustomer(portal, { name: 'Hotel', email: 'both@example.com' })
  const shop = await addCustomer(portal, { name: 'Shop', email: 'both@example.com' })
  const browser = await signInCustomer(portal, 'both@example.com')
  assert.equal((await browser.get(paths.dashboard)).location, paths.otp.choose)
  for (const [chosen, name] of [
    [hotel, 'Hotel'],
    [shop, 'Shop'],
  ] as const) {
    await browser.submit(paths.otp.choose, { customer: String(chosen.id) })
    const { text } = await browser.get(paths.dashboard)
    assert.match(text, new RegExp(`<h1><bdi>${name}</bdi></h1>`))
    assert.match(text, new RegExp(`href="${paths.otp.choose}">Switch to another customer`))
  }
})

test('whoever chose one customer finds its bills, and not those of the other until the switch', async (t) => {
  const portal = await startPortal(t)
  const hotel = await addCustomer(portal, { name: 'Hotel', email: 'both@example.com' })
  const shop = await addCustomer(portal, { name: 'Shop', email: 'both@example.com' })
  const { bill } = await openAccount(portal, hotel.number)
  const browser = await signInCustomer(portal, 'both@example.com')
  await browser.submit(paths.otp.choose, { customer: String(shop.id) })
  assert.match((await browser.get(paths.bills)).text, /No bills yet/)
  assert.equal((await browser.get(paths.bill(bill))).status, 404)
  await browser.submit(paths.otp.choose, { customer: String(hotel.id) })
  assert.ok((await browser.get(paths.bills)).text.includes(`href="${paths.bill(bill)}"`))
  assert.equal((await browser.get(paths.bill(bill))).status, 200)
})

for (const database of dialects) {
  test(`the account shows the record, and hides contacts that did not sign in (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const email = 'Asha@Example.com'
    const { number } = await addCustomer(portal, { name: 'Asha', email, phone: '+9779812345678', language: 'en' })
    const browser = await signInCustomer(portal, email)
    const { text } = await browser.get(paths.account)
    for (const shown of [number, 'Household', '1 Test Street', 'English', email]) assert.ok(text.includes(shown), shown)
    assert.doesNotMatch(text, /9812345678/)
    assert.match(text, /\+977 \*\*\* 78/)
  })

  test(`a device is signed out from another one, and then everywhere (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
    const [phone, desk] = [
      await signInCustomer(portal, 'asha@example.com'),
      await signInCustomer(portal, 'asha@example.com'),
    ]
    const { text } = await desk.get(paths.account)
    const other = /name="session" value="(\d+)"/.exec(text)?.[1]
    assert.ok(other)
    await desk.post(paths.accountSessions, { session: other })
    assert.equal((await phone.get(paths.account)).location, paths.otp.request)
    assert.equal((await desk.get(paths.account)).status, 200)
    await desk.post(paths.accountSessions, { session: 'all' })
    assert.equal((await desk.get(paths.account)).location, paths.otp.request)
  })
}
