import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import type { Browser } from '../testing/browser.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, addStaff, askedFor, newestCode } from './testing/people.ts'

const customer = 'demo.household@example.com'
const roles = ['admin', 'billing', 'support', 'auditor'] as const

async function signedInStaff(portal: TestPortal, role: (typeof roles)[number]): Promise<Browser> {
  const email = `demo.${role}@example.com`
  await addStaff(portal, email, role)
  const browser = portal.browser()
  await browser.submit(paths.staff.request, { email })
  await browser.get(paths.staff.verify)
  const entered = await browser.post(paths.staff.verify, { otp_code: await newestCode(portal) })
  assert.equal(entered.location, paths.admin.home)
  return browser
}

test('staff sign in by a code of at least eight digits, with a session of their own', async (t) => {
  const portal = await startPortal(t)
  const browser = await signedInStaff(portal, 'admin')
  assert.match(await newestCode(portal), /^\d{8,}$/)
  assert.ok(browser.cookies.has('kerbside_staff') && !browser.cookies.has('kerbside_session'))
  assert.equal((await browser.submit(paths.staff.logout, {}, paths.admin.otps)).location, paths.staff.request)
  assert.equal((await browser.get(paths.admin.otps)).location, paths.staff.request)
})

test('a stranger at the door of staff sees the same and gets nothing', async (t) => {
  const portal = await startPortal(t)
  const browser = portal.browser()
  const asked = await browser.submit(paths.staff.request, { email: 'stranger@example.com' })
  assert.equal(asked.location, paths.staff.verify)
  assert.match((await browser.get(paths.staff.verify)).text, /stranger@example\.com/)
  assert.deepEqual(await portal.messages(), [])
})

test('a code for the customers’ door opens none for staff', async (t) => {
  const portal = await startPortal(t)
  const email = 'demo.both@example.com'
  await addStaff(portal, email, 'admin')
  await addCustomer(portal, { name: 'Demo Both', email })
  const browser = portal.browser()
  await askedFor(browser, email)
  browser.cookies.set('kerbside_staff_flow', browser.cookies.get('kerbside_flow') ?? '')
  await browser.get(paths.staff.verify)
  const refused = await browser.post(paths.staff.verify, { otp_code: await newestCode(portal) })
  assert.notEqual(refused.location, paths.admin.home)
  assert.ok(!browser.cookies.has('kerbside_staff'))
})

async function withLog(t: TestContext, database: 'sqlite' | 'postgres' = 'sqlite') {
  const portal = await startPortal(t, { database })
  await addCustomer(portal, { name: 'Demo Household', email: customer, phone: '+9779841234567' })
  const owner = portal.browser()
  await askedFor(owner, customer)
  const code = await newestCode(portal)
  await portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone: '+977 984-1234567' })
  return { portal, owner, code }
}

for (const database of ['sqlite', 'postgres'] as const) {
  test(`the log shows requests, narrowed by type, verified, day and contact, and never a code (${database})`, async (t) => {
    const { portal, owner, code } = await withLog(t, database)
    await owner.get(paths.otp.verify)
    await owner.post(paths.otp.verify, { otp_code: code })
    const staff = await signedInStaff(portal, 'auditor')
    const rowsOf = async (query: string) => {
      const { status, text } = await staff.get(`${paths.admin.otps}?${query}`)
      assert.equal(status, 200)
      assert.ok(!text.includes(code))
      return [...text.matchAll(/<bdi>([^<]+)<\/bdi>/g)]
        .map(([, contact]) => contact)
        .filter((contact) => /[@+]/.test(contact ?? ''))
    }
    assert.deepEqual(await rowsOf(''), ['demo.auditor@example.com', '+9779841234567', customer])
    assert.deepEqual(await rowsOf('otp_type=phone'), ['+9779841234567'])
    assert.deepEqual(await rowsOf('is_verified=yes&otp_type=email'), ['demo.auditor@example.com', customer])
    assert.deepEqual(await rowsOf('q=household'), [customer])
    assert.deepEqual(await rowsOf(`q=${customer.toUpperCase()}`), [customer])
    assert.deepEqual(await rowsOf('q=984123'), ['+9779841234567'])
    assert.deepEqual(await rowsOf('until=2026-01-01'), [])
    assert.equal((await rowsOf('from=2026-01-01')).length, 3)
    assert.equal((await rowsOf('from=nonsense&before=-1')).length, 3)
  })
}

test('support ends the open requests of a contact, and their codes are dead', async (t) => {
  const { portal, owner, code } = await withLog(t)
  const support = await signedInStaff(portal, 'support')
  const ended = await support.submit(paths.admin.endFlows, { contact: customer }, paths.admin.otps)
  assert.equal(ended.status, 303)
  await owner.get(paths.otp.verify)
  const refused = await owner.post(paths.otp.verify, { otp_code: code })
  assert.match(refused.text, /can no longer be used/)
})

test('the clean-up of staff deletes what has expired', async (t) => {
  const { portal } = await withLog(t)
  portal.clock.advance(32 * 60_000)
  const support = await signedInStaff(portal, 'support')
  await support.submit(paths.admin.cleanUpOtps, {}, paths.admin.otps)
  const left = await portal.parts.db.selectFrom('otp').select('email').execute()
  assert.deepEqual(
    left.map(({ email }) => email),
    ['demo.support@example.com'],
  )
})

for (const role of ['billing', 'auditor'] as const) {
  test(`${role} may read the log and change nothing there`, async (t) => {
    const { portal } = await withLog(t)
    const browser = await signedInStaff(portal, role)
    assert.equal((await browser.get(paths.admin.otps)).status, 200)
    assert.equal((await browser.submit(paths.admin.endFlows, { contact: customer }, paths.admin.otps)).status, 403)
    assert.equal((await browser.submit(paths.admin.cleanUpOtps, {}, paths.admin.otps)).status, 403)
  })
}
