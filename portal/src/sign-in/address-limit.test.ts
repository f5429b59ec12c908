import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { askedFor } from './testing/people.ts'

const HALF_AN_HOUR = 30 * 60_000

/** Asks for a code for each of several contacts, from one client address. */
async function askForEach(portal: TestPortal, names: readonly string[]) {
  const browsers = names.map(() => portal.browser({ address: '198.51.100.4' }))
  for (const [index, browser] of browsers.entries()) await askedFor(browser, `${names[index]}@example.com`)
  return browsers
}

test('a flow that waited for the share of its client address takes it when it opens, on the page and in the API', async (t) => {
  const portal = await startPortal(t, { settings: { OTP_LIMIT_ADDRESS: '2/hour' } })
  const [, , first, second] = await askForEach(portal, ['ana', 'ben', 'cat', 'dan'])
  const program = portal.browser({ address: '198.51.100.4' })
  const asked = await program.postJson(paths.api.request, { otpType: 'email', email: 'eve@example.com' })
  const { flow, held } = JSON.parse(asked.text)
  assert.equal(held, true)
  portal.clock.advance(HALF_AN_HOUR)
  assert.equal((await first?.submit(paths.otp.resend, {}, paths.otp.verify))?.status, 303)
  assert.equal((await second?.submit(paths.otp.resend, {}, paths.otp.verify))?.status, 429)
  assert.equal((await program.postJson(paths.api.resend, { flow })).status, 429)
})
