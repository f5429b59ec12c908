import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, codeIn } from './testing/people.ts'

for (const database of ['sqlite', 'postgres'] as const) {
  test(`a customer asks for a code, types it, and is in; signing out ends it (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Demo Household', email: 'Demo.Household@example.com' })
    const browser = portal.browser()
    const asked = await browser.submit(paths.otp.request, { otp_type: 'email', email: ' demo.household@EXAMPLE.com' })
    assert.deepEqual([asked.status, asked.location], [303, paths.otp.verify])
    const [message] = await portal.messages()
    assert.equal(message?.to, 'Demo.Household@example.com')
    const typing = await browser.get(paths.otp.verify)
    assert.match(typing.text, /demo\.household@EXAMPLE\.com/)
    const signedIn = await browser.post(paths.otp.verify, { otp_code: codeIn(message) })
    assert.deepEqual([signedIn.status, signedIn.location], [303, paths.dashboard])
    assert.ok(browser.cookies.has('kerbside_session'))
    assert.ok(!browser.cookies.has('kerbside_flow'))
    const out = await browser.submit(paths.otp.logout, {}, paths.account)
    assert.equal(out.status, 303)
    assert.ok(!browser.cookies.has('kerbside_session'))
  })
}
