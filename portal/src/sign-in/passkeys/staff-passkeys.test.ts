import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { StaffRole } from '../../db/tables.ts'
import { paths } from '../../paths.ts'
import { demoStaff } from '../../staff/index.ts'
import type { Browser } from '../../testing/browser.ts'
import { dialects } from '../../testing/databases.ts'
import type { TestPortal, TestPortalOptions } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import type { Authenticator } from '../testing/authenticator.ts'
import { createAuthenticator } from '../testing/authenticator.ts'
import { addStaff } from '../testing/people.ts'
import { codeOfStaff } from '../testing/staff-at-door.ts'

const origin = 'https://bills.example.com'
const email = 'bina@example.com'

async function served(t: TestContext, role: StaffRole, options: TestPortalOptions = {}) {
  const portal = await startPortal(t, { ...options, settings: { PUBLIC_URL: origin } })
  await addStaff(portal, email, role)
  return portal
}

/** Signs in by a code and makes a passkey. */
async function enrolled(portal: TestPortal, browser: Browser, at = origin): Promise<Authenticator> {
  const key = createAuthenticator(at)
  await codeOfStaff(portal, browser, email)
  const { text } = await browser.get(paths.staff.passkey)
  const made = await browser.post(paths.staff.newPasskey, key.make(text))
  assert.equal(made.status, 303, made.text)
  return key
}

/** Signs in by a code, and stands on the page that asks for the passkey. */
async function asked(portal: TestPortal, browser: Browser): Promise<string> {
  await codeOfStaff(portal, browser, email)
  return (await browser.get(paths.staff.passkey)).text
}

for (const database of dialects) {
  test(`an administrator makes a passkey after the first code, and shows it after every other (${database})`, async (t) => {
    const portal = await served(t, 'admin', { database })
    const first = portal.browser()
    assert.equal((await codeOfStaff(portal, first, email)).location, paths.admin.home)
    assert.equal((await first.get(paths.admin.home)).location, paths.staff.passkey)
    const { text } = await first.get(paths.staff.passkey)
    assert.match(text, /Add a passkey/)
    const key = createAuthenticator(origin)
    const before = first.cookies.get('__Host-kerbside_staff')
    assert.equal((await first.post(paths.staff.newPasskey, key.make(text))).location, paths.admin.home)
    assert.notEqual(first.cookies.get('__Host-kerbside_staff'), before)
    assert.equal((await first.get(paths.admin.home)).status, 200)

    const second = portal.browser()
    const page = await asked(portal, second)
    assert.equal((await second.get(paths.admin.customers)).location, paths.staff.passkey)
    assert.equal((await second.post(paths.staff.passkey, key.show(page))).location, paths.admin.home)
    assert.equal((await second.get(paths.admin.customers)).status, 200)
    const told = (await portal.messages()).filter(({ subject }) => subject === 'Your passkeys have changed')
    assert.deepEqual(
      told.map(({ to }) => to),
      [email],
    )
  })
}

for (const role of ['billing', 'support', 'auditor'] as const) {
  const must = role !== 'auditor' // who only reads
  test(`${role} ${must ? 'has to have' : 'is offered'} a passkey`, async (t) => {
    const portal = await served(t, role)
    const browser = portal.browser()
    await codeOfStaff(portal, browser, email)
    const home = await browser.get(paths.admin.home)
    if (must) assert.equal(home.location, paths.staff.passkey)
    else assert.match(home.text, /Protect your sign-in with a passkey/)
  })
}

test('people of the demonstration, and staff of a site on plain HTTP, are offered one only', async (t) => {
  const portal = await served(t, 'auditor')
  await portal.parts.db.deleteFrom('staff').execute()
  const demo = await demoStaff(portal.parts)
  const browser = portal.browser()
  await codeOfStaff(portal, browser, demo ?? '')
  assert.equal((await browser.get(paths.admin.home)).status, 200)
  const local = await startPortal(t)
  await addStaff(local, email, 'admin')
  const other = local.browser()
  await codeOfStaff(local, other, email)
  assert.match((await other.get(paths.admin.home)).text, /Protect your sign-in/)
})

test('with half a sign-in nothing opens, and nothing is changed', async (t) => {
  const portal = await served(t, 'admin')
  const browser = portal.browser()
  await enrolled(portal, portal.browser())
  await asked(portal, browser)
  const pages = portal.app.addresses.filter(({ path }) => path.startsWith('/admin/'))
  assert.ok(pages.length > 20)
  for (const { method, path } of pages) {
    const { location } = method === 'GET' ? await browser.get(path) : await browser.post(path)
    assert.equal(location, paths.staff.passkey, `${method} ${path}`)
  }
  assert.doesNotMatch((await browser.get(paths.staff.passkey)).text, /class="menu/)
})

test('a code alone makes no second passkey, and removes none', async (t) => {
  const portal = await served(t, 'admin')
  await enrolled(portal, portal.browser())
  const thief = portal.browser()
  const page = await asked(portal, thief)
  const own = createAuthenticator(origin)
  assert.equal((await thief.post(paths.staff.newPasskey, own.make(page))).location, paths.staff.passkey)
  assert.equal((await thief.post(paths.staff.removePasskey, { passkey: '1' })).location, paths.staff.passkey)
  const rows = await portal.parts.db.selectFrom('passkey').select('credential_id').execute()
  assert.equal(rows.length, 1)
  assert.notEqual(rows[0]?.credential_id, own.id)
})

test('refused: another site, another nonce, a person who was not verified, a count that goes back', async (t) => {
  const portal = await served(t, 'admin')
  const key = await enrolled(portal, portal.browser())
  const browser = portal.browser()
  let page = await asked(portal, browser)
  const forgeries = [
    { origin: 'https://bills.example.net' },
    { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
    { userVerified: false },
    { counter: 1 },
    { counter: 0 },
  ] as const
  for (const forged of forgeries) {
    const refused = await browser.post(paths.staff.passkey, key.show(page, forged))
    assert.equal(refused.status, 422, JSON.stringify(forged))
    assert.match(refused.text, /did not fit/)
    page = refused.text
  }
  assert.equal((await browser.get(paths.admin.home)).location, paths.staff.passkey)
  assert.equal((await browser.post(paths.staff.passkey, key.show(page))).location, paths.admin.home)
})

test('refused: the passkey of another member of staff', async (t) => {
  const portal = await served(t, 'admin')
  await enrolled(portal, portal.browser())
  const other = 'carlos@example.com'
  await addStaff(portal, other, 'admin')
  const carlos = portal.browser()
  const key = createAuthenticator(origin)
  await codeOfStaff(portal, carlos, other)
  await carlos.post(paths.staff.newPasskey, key.make((await carlos.get(paths.staff.passkey)).text))
  const browser = portal.browser()
  const refused = await browser.post(paths.staff.passkey, key.show(await asked(portal, browser)))
  assert.equal(refused.status, 422)
  assert.match(refused.text, /not known here/)
})

test('refused: a passkey that was made for another site, nonce or person, or comes with an attestation', async (t) => {
  const portal = await served(t, 'admin')
  const browser = portal.browser()
  await codeOfStaff(portal, browser, email)
  let page = (await browser.get(paths.staff.passkey)).text
  const key = createAuthenticator(origin)
  const forgeries = [
    { origin: 'https://bills.example.net' },
    { challenge: 'AAAA' },
    { userVerified: false },
    { format: 'apple' },
  ] as const
  for (const forged of forgeries) {
    const refused = await browser.post(paths.staff.newPasskey, key.make(page, forged))
    assert.equal(refused.status, 422, JSON.stringify(forged))
    page = refused.text
  }
  assert.deepEqual(await portal.parts.db.selectFrom('passkey').select('id').execute(), [])
  assert.ok(portal.logged.at(-2)?.includes('came unasked'), 'an attestation is not even judged')
})

test('what a passkey has signed is taken once, also when it comes twice at the same time', async (t) => {
  const portal = await served(t, 'admin', { database: 'postgres' })
  const key = await enrolled(portal, portal.browser())
  const browser = portal.browser()
  const fields = key.show(await asked(portal, browser), { counter: 9 })
  const answers = await Promise.all([1, 2, 3, 4].map(() => browser.post(paths.staff.passkey, fields)))
  // Who comes late finds a session whose token has changed, and is sent to the door.
  assert.equal(answers.filter(({ location }) => location === paths.admin.home).length, 1)
})

test('what was signed for a page that has been open too long is refused, and the new page works', async (t) => {
  const portal = await served(t, 'admin')
  const key = await enrolled(portal, portal.browser())
  const browser = portal.browser()
  const page = await asked(portal, browser)
  portal.clock.advance(10 * 60_000)
  const late = await browser.post(paths.staff.passkey, key.show(page))
  assert.match(late.text, /open for too long/)
  assert.equal((await browser.post(paths.staff.passkey, key.show(late.text))).status, 303)
})

test('an answer that is none, or asked for by another browser, does nothing', async (t) => {
  const portal = await served(t, 'admin')
  const key = await enrolled(portal, portal.browser())
  const browser = portal.browser()
  const elsewhere = await asked(portal, portal.browser())
  await asked(portal, browser)
  for (const fields of [{}, { credential: '{' }, { credential: '{}' }, { credential: '[]' }, key.show(elsewhere)]) {
    assert.equal((await browser.post(paths.staff.passkey, fields)).status, 422, JSON.stringify(fields))
  }
})

test('who has a passkey proves it by that, not by a code, and goes on where it was', async (t) => {
  const portal = await served(t, 'admin')
  const browser = portal.browser()
  const key = await enrolled(portal, browser)
  portal.clock.advance(6 * 60_000)
  const { location = '' } = await browser.get(paths.admin.newStaff)
  const { text } = await browser.get(location)
  assert.doesNotMatch(text, /Request OTP/)
  assert.equal((await browser.post(paths.staff.again)).status, 200, 'a code is not even sent')
  const refused = await browser.post(paths.staff.passkey, key.show(text, { origin: 'https://bills.example.net' }))
  assert.match(refused.text, /did not fit/)
  assert.match(refused.text, /Show that it is you/)
  assert.equal((await browser.post(paths.staff.passkey, key.show(refused.text))).location, paths.admin.newStaff)
  assert.equal((await browser.get(paths.admin.newStaff)).status, 200)
})

test('making another passkey needs fresh proof, and one’s last one may go where the role has to have one', async (t) => {
  const portal = await served(t, 'admin')
  const browser = portal.browser()
  await enrolled(portal, browser)
  const { text } = await browser.get(paths.staff.passkey)
  assert.match(text, /Your passkeys/)
  const second = createAuthenticator(origin)
  assert.equal((await browser.post(paths.staff.newPasskey, second.make(text))).location, paths.staff.passkey)
  await browser.submit(paths.staff.removePasskey, { passkey: '1' }, paths.staff.passkey)
  await browser.submit(paths.staff.removePasskey, { passkey: '2' }, paths.staff.passkey)
  assert.equal((await browser.get(paths.admin.home)).location, paths.staff.passkey)
  assert.match((await browser.get(paths.staff.passkey)).text, /Add a passkey/)
  portal.clock.advance(6 * 60_000)
  const late = await browser.post(paths.staff.newPasskey, createAuthenticator(origin).make(text))
  assert.match(late.location ?? '', /^\/staff\/again\//)
})
