import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { addStaff } from '../sign-in/testing/people.ts'
import { codeOfStaff } from '../sign-in/testing/staff-at-door.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'

/** The event in the line of the newest request. */
const newestEvent = ({ logged }: TestPortal): unknown =>
  JSON.parse(logged.findLast((line) => line.includes('"request"')) ?? '{}').event

test('what may not be done, comes too often or comes out of order is called by its name in the log', async (t) => {
  const portal = await startPortal(t, { settings: { PUBLIC_URL: 'https://bills.example.com' } })
  await portal.browser().get(paths.home)
  assert.equal(newestEvent(portal), undefined)

  await portal.browser().send(paths.otp.request, { method: 'POST', body: new URLSearchParams({ email: 'x' }) })
  assert.equal(newestEvent(portal), 'authz_fail', 'a form without its token')

  const early = portal.browser()
  await early.get(paths.otp.request)
  await early.post(paths.otp.verify, { otp_code: '123456' })
  assert.equal(newestEvent(portal), 'sequence_fail', 'a code that nobody asked for')

  const hasty = portal.browser()
  await hasty.submit(paths.otp.request, { otp_type: 'email', email: 'ana@example.com' })
  await hasty.submit(paths.otp.resend, {}, paths.otp.verify)
  assert.equal(newestEvent(portal), 'excess_rate_limit_exceeded')

  await addStaff(portal, 'bina@example.com', 'admin')
  const half = portal.browser()
  await codeOfStaff(portal, half, 'bina@example.com')
  await half.get(paths.admin.customers)
  assert.equal(newestEvent(portal), 'sequence_fail', 'a page before the passkey')
})

test('a role that may not do something is told as such', async (t) => {
  const portal = await startPortal(t)
  const auditor = await signInStaff(portal, 'auditor')
  await auditor.submit(paths.admin.cleanUpOtps, {}, paths.admin.home)
  assert.equal(newestEvent(portal), 'authz_fail')
})
