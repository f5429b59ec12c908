import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, askedFor, newestCode, wrongCode } from './testing/people.ts'

const email = 'demo.household@example.com'

for (const database of ['sqlite', 'postgres'] as const) {
  test(`what a customer does to sessions and devices is told, without the address (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Demo Household', email })
    const browser = portal.browser()
    await askedFor(browser, email)
    const code = await newestCode(portal)
    await browser.get(paths.otp.verify)
    await browser.post(paths.otp.verify, { otp_code: wrongCode(code) })
    await browser.post(paths.otp.verify, { otp_code: code })
    await browser.submit(paths.accountRefuse, {}, paths.account)
    const [device] = await portal.parts.otp.devices(email)
    await browser.submit(paths.accountDevices, { device: String(device?.id) }, paths.account)
    await browser.submit(paths.otp.logout, {}, paths.account)
    const events = await portal.parts.db.selectFrom('audit_event').selectAll().orderBy('id').execute()
    assert.deepEqual(
      events.map(({ name }) => name),
      ['authn_login_successafterfail', 'strangers_refused', 'authn_token_revoked', 'session_logout'],
    )
    const people = new Set(events.map(({ actor_kind, actor }) => `${actor_kind} ${actor}`))
    assert.equal(people.size, 1, 'one person, by one pseudonym')
    assert.ok(!JSON.stringify(events, (_, value) => (value instanceof Uint8Array ? '' : value)).includes(email))
  })
}
