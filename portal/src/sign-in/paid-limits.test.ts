import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer } from './testing/people.ts'

const settings = { DEFAULT_REGION: 'NP', OTP_LIMIT_SMS: '2/day', OTP_LIMIT_ADDRESS: '1/hour' }
const known = '+9779841234567'
const unknown = '+9779841234568'

/** The page that follows a request for a code by SMS, without what differs by chance. */
async function pageFor(portal: TestPortal, phone: string) {
  const browser = portal.browser()
  const asked = await browser.submit(paths.otp.request, { otp_type: 'phone', phone, channel: 'sms' })
  assert.equal(asked.status, 303)
  const { text } = await browser.get(paths.otp.verify)
  return { browser, text: text.replaceAll(phone, 'PHONE').replaceAll(/value="[\w-]{43}"/g, 'TOKEN') }
}

for (const database of dialects) {
  test(`when strangers' text messages are used up the page waits and offers e-mail, for a known number as for an unknown one (${database})`, async (t) => {
    const portal = await startPortal(t, { database, settings })
    await addCustomer(portal, { name: 'Asha Rai', phone: known, email: 'asha@example.com' })
    for (const last of ['1', '2']) await pageFor(portal, `+977984123450${last}`)
    const { browser, text } = await pageFor(portal, known)
    assert.match(text, /We are holding back messages to this number for now/)
    assert.equal((await pageFor(portal, unknown)).text, text)

    const [, href = ''] = /href="([^"]*)"[^>]*><span>Send the code by e-mail/.exec(text) ?? []
    assert.equal(href, `${paths.otp.request}?otp_type=email`)
    assert.match((await browser.get(href)).text, /value="email"[^>]* checked/)
    const byMail = await browser.submit(paths.otp.request, { otp_type: 'email', email: 'asha@example.com' }, href)
    assert.equal(byMail.status, 303)
    assert.match((await browser.get(paths.otp.verify)).text, /a code is on its way/)
  })
}

test('a client address with too many flows waiting is told when to come back, at every door alike', async (t) => {
  const portal = await startPortal(t, { settings })
  await addCustomer(portal, { name: 'Asha Rai', email: 'asha@example.com' })
  const address = '198.51.100.4'
  const ask = (email: string) => portal.browser({ address }).submit(paths.otp.request, { otp_type: 'email', email })
  for (let flow = 0; flow < 11; flow += 1) assert.equal((await ask('asha@example.com')).status, 303)
  for (const email of ['asha@example.com', 'nemo@example.com']) {
    const refused = await ask(email)
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '360'])
    const program = portal.browser({ address })
    const problem = await program.postJson(paths.api.request, { otpType: 'email', email })
    assert.deepEqual([problem.status, problem.headers.get('retry-after')], [429, '360'])
    assert.equal(JSON.parse(problem.text).reason, 'rate_limited')
  }
  const staff = await portal.browser({ address }).submit(paths.staff.request, { email: 'boss@example.com' })
  assert.equal(staff.status, 429)
})
