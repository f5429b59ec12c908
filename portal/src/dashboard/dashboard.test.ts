import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
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
  for (const path of [paths.bills, paths.payments, paths.feedback, paths.account]) {
    assert.match(text, new RegExp(`<a class="card card-link" href="${path}">`))
  }
  assert.doesNotMatch(text, /Switch to another customer/)
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
