import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { breakAuditLog } from '../testing/break-audit-log.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
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

test('what cannot be told in the audit log does not happen', async (t) => {
  const portal = await startPortal(t)
  const { otp, db } = portal.parts
  await addCustomer(portal, { name: 'Demo Household', email })
  const clerk = await signInStaff(portal, 'support')
  const owner = portal.browser()
  await askedFor(owner, email)
  await owner.get(paths.otp.verify)
  await owner.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  portal.clock.advance(60 * 60_000)
  await askedFor(portal.browser(), email)
  const denial = /\/not-me\/[\w-]+\//.exec((await portal.messages()).at(-1)?.text ?? '')?.[0] ?? ''
  const device = String((await otp.devices(email))[0]?.id)
  // Whether a flow is settled is left out: clean-up settles before it deletes, and that is nobody's change.
  const state = async () => ({
    devices: await otp.devices(email),
    refusals: await db.selectFrom('contact_budget').select('refuse_until').execute(),
    flows: await db.selectFrom('otp').select(['id', 'state']).orderBy('id').execute(),
    sessions: await db.selectFrom('session').select(['id', 'ended_at']).orderBy('id').execute(),
  })
  const acts = {
    forget: () => owner.submit(paths.accountDevices, { device }, paths.account),
    refuse: () => owner.submit(paths.accountRefuse, {}, paths.account),
    deny: () => portal.browser().submit(denial),
    end: () => clerk.submit(paths.admin.endFlows, { contact: email }, `${paths.admin.otps}?q=${email}`),
    'clean up': () => clerk.submit(paths.admin.cleanUpOtps, {}, paths.admin.otps),
    'sign out': () => owner.submit(paths.otp.logout, {}, paths.account),
  }
  const before = await state()
  const mend = await breakAuditLog(portal)
  for (const [name, act] of Object.entries(acts)) assert.equal((await act()).status, 500, name)
  assert.deepEqual(await state(), before)
  await mend()
  for (const [name, act] of Object.entries(acts)) assert.ok((await act()).status < 400, name)
  const after = await state()
  for (const part of ['devices', 'refusals', 'flows', 'sessions'] as const) {
    assert.notDeepEqual(after[part], before[part], part)
  }
})
