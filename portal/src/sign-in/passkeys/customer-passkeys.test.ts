import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../../paths.ts'
import type { Browser } from '../../testing/browser.ts'
import { dialects } from '../../testing/databases.ts'
import { signInCustomer } from '../../testing/sign-in-customer.ts'
import { signInStaff } from '../../testing/sign-in-staff.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import type { Authenticator } from '../testing/authenticator.ts'
import { createAuthenticator } from '../testing/authenticator.ts'
import { addCustomer, askedFor, codeIn, newestCode } from '../testing/people.ts'

const origin = 'http://localhost:3000'
const email = 'demo.household@example.com'
const MINUTE = 60_000

/** Adds a passkey on the page of a customer who is signed in. */
async function adds(browser: Browser, key: Authenticator): Promise<void> {
  const { text } = await browser.get(paths.accountPasskeys)
  const made = await browser.post(paths.accountPasskeys, key.make(text))
  assert.deepEqual([made.status, made.location], [303, paths.accountPasskeys], made.text)
}

async function withPasskey(portal: TestPortal, address = email) {
  await addCustomer(portal, { name: `Owner of ${address}`, email: address })
  const browser = await signInCustomer(portal, address)
  const key = createAuthenticator(origin)
  await adds(browser, key)
  return { browser, key }
}

/** Signs in at the door by a passkey. */
async function enters(portal: TestPortal, key: Authenticator) {
  const browser = portal.browser()
  const { text } = await browser.get(paths.otp.request)
  return { browser, entered: await browser.post(paths.otp.passkey, key.show(text)) }
}

for (const database of dialects) {
  test(`a customer adds a passkey, and signs in by it alone in another browser (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { key } = await withPasskey(portal)
    const { browser, entered } = await enters(portal, key)
    assert.deepEqual([entered.status, entered.location], [303, paths.dashboard])
    assert.match((await browser.get(paths.dashboard)).text, /Owner of demo\.household/)
    const sessions = await portal.parts.db.selectFrom('session').select('method').orderBy('id').execute()
    assert.deepEqual(
      sessions.map(({ method }) => method),
      ['otp', 'passkey'],
    )
    assert.match((await browser.get(paths.account)).text, /Change passkeys/)
  })

  test(`with codes switched off a request looks as always and sends none; removing the last passkey brings them back (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { browser, key } = await withPasskey(portal)
    assert.equal((await browser.submit(paths.accountCodes, { codes: 'off' }, paths.accountPasskeys)).status, 303)
    const sent = (await portal.messages()).length
    portal.clock.advance(MINUTE)
    const stranger = portal.browser()
    await askedFor(stranger, email)
    assert.match((await stranger.get(paths.otp.verify)).text, /a code is on its way/)
    assert.equal((await portal.messages()).length, sent)
    assert.equal((await enters(portal, key)).entered.location, paths.dashboard)
    const owner = (await enters(portal, key)).browser
    await owner.submit(paths.removePasskey, { passkey: '1' }, paths.accountPasskeys)
    assert.equal((await enters(portal, key)).entered.status, 422)
    portal.clock.advance(MINUTE)
    assert.ok(await signInCustomer(portal, email))
  })
}

test('a code that was on its way when codes were switched off opens nothing', async (t) => {
  const portal = await startPortal(t)
  const { browser } = await withPasskey(portal)
  portal.clock.advance(MINUTE)
  const other = portal.browser()
  await askedFor(other, email)
  const code = await newestCode(portal)
  await browser.submit(paths.accountCodes, { codes: 'off' }, paths.accountPasskeys)
  await other.get(paths.otp.verify)
  const typed = await other.post(paths.otp.verify, { otp_code: code })
  assert.notEqual(typed.location, paths.dashboard)
  assert.ok(!other.cookies.has('kerbside_session'))
})

test('a passkey that is added while codes are off keeps them off when the first one goes', async (t) => {
  const portal = await startPortal(t)
  const { browser } = await withPasskey(portal)
  await browser.submit(paths.accountCodes, { codes: 'off' }, paths.accountPasskeys)
  const second = createAuthenticator(origin)
  await adds(browser, second)
  await browser.submit(paths.removePasskey, { passkey: '1' }, paths.accountPasskeys)
  assert.match((await browser.get(paths.accountPasskeys)).text, /Codes are switched off/)
  assert.equal((await enters(portal, second)).entered.location, paths.dashboard)
})

test('codes cannot be switched off without a passkey', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const browser = await signInCustomer(portal, email)
  const refused = await browser.submit(paths.accountCodes, { codes: 'off' }, paths.accountPasskeys)
  assert.equal(refused.status, 422)
  assert.match(refused.text, /could not sign in any more/)
})

test('every customer’s page asks for any passkey, and an unknown one is told no more than a removed one', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const { entered } = await enters(portal, createAuthenticator(origin))
  assert.equal(entered.status, 422)
  assert.match(entered.text, /not known here/)
  assert.match(entered.text, /&quot;allowCredentials&quot;:\[\]/)
})

test('refused: a passkey made for another site, a nonce that was used, a count that goes back', async (t) => {
  const portal = await startPortal(t)
  const { key } = await withPasskey(portal)
  const browser = portal.browser()
  const { text } = await browser.get(paths.otp.request)
  assert.equal((await browser.post(paths.otp.passkey, key.show(text, { origin: 'http://evil.example' }))).status, 422)
  const again = portal.browser()
  const page = (await again.get(paths.otp.request)).text
  const nonce = again.cookies.get('kerbside_passkey') ?? ''
  const shown = key.show(page, { counter: 50 })
  assert.equal((await again.post(paths.otp.passkey, shown)).status, 303)
  again.cookies.set('kerbside_passkey', nonce)
  assert.equal((await again.post(paths.otp.passkey, key.show(page, { counter: 51 }))).status, 422)
  const copy = await enters(portal, { ...key, show: (shownPage) => key.show(shownPage, { counter: 50 }) })
  assert.equal(copy.entered.status, 422)
})

test('a passkey of staff opens no customer’s account, and nobody removes another’s passkey', async (t) => {
  const portal = await startPortal(t)
  const { key } = await withPasskey(portal)
  const other = (await withPasskey(portal, 'other@example.com')).browser
  assert.equal((await other.submit(paths.removePasskey, { passkey: '1' }, paths.accountPasskeys)).status, 404)
  assert.equal((await enters(portal, key)).entered.status, 303)
  const staff = await signInStaff(portal, 'support')
  const own = createAuthenticator(origin)
  await staff.post(paths.staff.newPasskey, own.make((await staff.get(paths.staff.passkey)).text))
  assert.equal((await enters(portal, own)).entered.status, 422)
})

for (const database of dialects) {
  test(`a passkey goes with the last account that its contact opens, so that its next holder’s stays shut (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { db } = portal.parts
    const closings = [
      () => db.deleteFrom('customer_contact').where('contact', '=', email).execute(),
      () => db.updateTable('customer_contact').set({ may_sign_in: 0 }).where('contact', '=', email).execute(),
      () => db.updateTable('customer').set({ active: 0 }).execute(),
    ]
    for (const close of closings) {
      portal.clock.advance(24 * 60 * MINUTE)
      const { key } = await withPasskey(portal)
      await close()
      await addCustomer(portal, { name: 'Next Holder', email })
      assert.equal((await enters(portal, key)).entered.status, 422)
      await db.deleteFrom('session').execute()
      await db.deleteFrom('customer_contact').execute()
    }
  })

  test(`a passkey stays while its contact opens another account (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { key } = await withPasskey(portal)
    await addCustomer(portal, { name: 'Corner Shop', email })
    await portal.parts.db.updateTable('customer').set({ active: 0 }).where('name', '<>', 'Corner Shop').execute()
    assert.equal((await enters(portal, key)).entered.status, 303)
  })
}

test('whoever proved it more than five minutes ago proves it again, and goes on where it was', async (t) => {
  const portal = await startPortal(t)
  const { browser, key } = await withPasskey(portal)
  portal.clock.advance(5 * MINUTE + 1)
  const led = await browser.get(paths.accountPasskeys)
  assert.equal(led.location, `${paths.otp.again}?next=${encodeURIComponent(paths.accountPasskeys)}`)
  const { text } = await browser.get(led.location ?? '')
  const before = browser.cookies.get('kerbside_session')
  assert.equal((await browser.post(paths.otp.passkey, key.show(text))).location, paths.accountPasskeys)
  assert.notEqual(browser.cookies.get('kerbside_session'), before)
  portal.clock.advance(5 * MINUTE + 1)
  const posted = await browser.post(paths.removePasskey, { passkey: '1' })
  assert.match(posted.location ?? '', /^\/otp\/again\/\?/)
  await browser.get(`${paths.otp.again}?next=${paths.accountPasskeys}`)
  await browser.post(paths.otp.again)
  await browser.get(paths.otp.verify)
  const typed = await browser.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  assert.equal(typed.location, paths.accountPasskeys)
})

test('who has several customers keeps the one that was open', async (t) => {
  const portal = await startPortal(t)
  const { browser, key } = await withPasskey(portal)
  await addCustomer(portal, { name: 'Corner Shop', email })
  await browser.submit(paths.otp.choose, { customer: '2' })
  portal.clock.advance(6 * MINUTE)
  const { text } = await browser.get(`${paths.otp.again}?next=${paths.account}`)
  assert.equal((await browser.post(paths.otp.passkey, key.show(text))).location, paths.account)
  assert.match((await browser.get(paths.account)).text, /Corner Shop/)
})

test('the way on leads to a page of the same side of this site, or to where every sign-in leads', async (t) => {
  const portal = await startPortal(t)
  const { browser, key } = await withPasskey(portal)
  for (const next of ['https://evil.example/', '//evil.example', paths.admin.home, 'x'.repeat(2000)]) {
    const { text } = await browser.get(`${paths.otp.again}?${new URLSearchParams({ next })}`)
    assert.equal((await browser.post(paths.otp.passkey, key.show(text))).location, paths.dashboard, next)
  }
})

test('support takes the passkeys of an owner who has lost them, and the owner hears of it', async (t) => {
  const portal = await startPortal(t)
  const { browser } = await withPasskey(portal)
  await browser.submit(paths.accountCodes, { codes: 'off' }, paths.accountPasskeys)
  const support = await signInStaff(portal, 'support')
  const search = `${paths.admin.sessions}?q=${email}`
  assert.match((await support.get(search)).text, /1 passkey opens .*Codes are switched off/)
  const auditor = await signInStaff(portal, 'auditor')
  assert.doesNotMatch((await auditor.get(search)).text, /1 passkey opens/)
  assert.equal((await auditor.post(paths.admin.customerPasskeys, { contact: email })).status, 403)
  await support.get(search)
  await support.post(paths.admin.customerPasskeys, { contact: email })
  assert.match((await portal.messages()).at(-1)?.text ?? '', /A passkey was removed/)
  await askedFor(portal.browser(), email)
  assert.ok(codeIn((await portal.messages()).at(-1)))
})

test('where browsers have no passkeys for a site, none are offered', async (t) => {
  const portal = await startPortal(t, { settings: { PUBLIC_URL: 'http://192.0.2.7:3000' } })
  await addCustomer(portal, { name: 'Demo Household', email })
  const browser = await signInCustomer(portal, email)
  assert.doesNotMatch((await browser.get(paths.account)).text, /passkey/i)
  assert.equal((await browser.get(paths.accountPasskeys)).status, 404)
  assert.doesNotMatch((await portal.browser().get(paths.otp.request)).text, /passkey/)
})

test('what is done with passkeys is told in the audit log, without the address', async (t) => {
  const portal = await startPortal(t)
  const { browser, key } = await withPasskey(portal)
  await enters(portal, key)
  await browser.submit(paths.accountCodes, { codes: 'off' }, paths.accountPasskeys)
  await browser.submit(paths.accountCodes, { codes: 'on' }, paths.accountPasskeys)
  await browser.submit(paths.removePasskey, { passkey: '1' }, paths.accountPasskeys)
  const events = await portal.parts.db
    .selectFrom('audit_event')
    .select(['name', 'subject', 'details', 'actor'])
    .orderBy('id')
    .execute()
  assert.deepEqual(
    events.map(({ name }) => name),
    [
      'authn_login_success',
      'passkey_added',
      'authn_login_success',
      'codes_switched_off',
      'codes_switched_on',
      'passkey_removed',
    ],
  )
  assert.equal(new Set(events.map(({ actor }) => actor)).size, 1)
  assert.ok(!JSON.stringify(events).includes(email))
})
