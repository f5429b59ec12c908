import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import type { Browser } from '../testing/browser.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, askedFor, codeIn, newestCode, wrongCode } from './testing/people.ts'

const email = 'demo.household@example.com'
const MINUTE = 60_000

async function asking(t: TestContext): Promise<{ portal: TestPortal; browser: Browser }> {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const browser = portal.browser()
  await askedFor(browser, email)
  return { portal, browser }
}

test('a wrong code is told with the mark and the tries that are left, and stays in the field', async (t) => {
  const { portal, browser } = await asking(t)
  const wrong = wrongCode(await newestCode(portal))
  await browser.get(paths.otp.verify)
  const refused = await browser.post(paths.otp.verify, { otp_code: wrong })
  assert.equal(refused.status, 422)
  assert.match(refused.text, /4 tries left/)
  assert.ok(refused.text.includes(`value="${wrong}"`))
})

test('each kind of malformed code has a sentence of its own and costs no try', async (t) => {
  const { portal, browser } = await asking(t)
  await browser.get(paths.otp.verify)
  const sentences = []
  for (const code of ['', '12345', '1234567', 'abcdef']) {
    const { status, text } = await browser.post(paths.otp.verify, { otp_code: code })
    assert.equal(status, 422)
    sentences.push(/class="field-error"[^>]*>(?:<span[^>]*>[^<]*<\/span>)?\s*([^<]*)/.exec(text)?.[1])
  }
  assert.equal(new Set(sentences).size, 4, sentences.join(' | '))
  const last = await browser.post(paths.otp.verify, { otp_code: wrongCode(await newestCode(portal)) })
  assert.match(last.text, /4 tries left/)
})

test('after five wrong codes the page offers a new one, and that one works', async (t) => {
  const { portal, browser } = await asking(t)
  const code = await newestCode(portal)
  await browser.get(paths.otp.verify)
  for (let guess = 0; guess < 5; guess += 1) await browser.post(paths.otp.verify, { otp_code: wrongCode(code) })
  const over = await browser.post(paths.otp.verify, { otp_code: code })
  assert.match(over.text, /can no longer be used/)
  const again = await browser.post(paths.otp.request, { otp_type: 'email', email })
  assert.equal(again.location, paths.otp.verify)
  await browser.get(paths.otp.verify)
  const signedIn = await browser.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  assert.equal(signedIn.location, paths.dashboard)
})

test('an expired code is told as such, and the button on that page brings a new one', async (t) => {
  const { portal, browser } = await asking(t)
  const code = await newestCode(portal)
  await browser.get(paths.otp.verify)
  portal.clock.advance(5 * MINUTE)
  const expired = await browser.post(paths.otp.verify, { otp_code: code })
  assert.match(expired.text, /can no longer be used/)
  await browser.post(paths.otp.request, { otp_type: 'email', email })
  assert.equal((await portal.messages()).length, 2)
})

test('a resend waits for its cool-down and says until when', async (t) => {
  const { portal, browser } = await asking(t)
  await browser.get(paths.otp.verify)
  const early = await browser.post(paths.otp.resend)
  assert.equal(early.status, 429)
  assert.equal(early.headers.get('retry-after'), '30')
  portal.clock.advance(30_000)
  const resent = await browser.post(paths.otp.resend)
  assert.deepEqual([resent.status, resent.location], [303, paths.otp.verify])
  const [first, second] = await portal.messages()
  await browser.get(paths.otp.verify)
  if (codeIn(first) !== codeIn(second)) {
    const earlier = await browser.post(paths.otp.verify, { otp_code: codeIn(first) })
    assert.match(earlier.text, /code of an earlier message/)
  }
  const signedIn = await browser.post(paths.otp.verify, { otp_code: codeIn(second) })
  assert.equal(signedIn.location, paths.dashboard)
})

test('the same request within the cool-down shows the code page and sends nothing', async (t) => {
  const { portal, browser } = await asking(t)
  await askedFor(browser, email.toUpperCase())
  assert.equal((await portal.messages()).length, 1)
})

test('the sixth request from other browsers is held, and says when the next message can go', async (t) => {
  const { portal } = await asking(t)
  for (let request = 0; request < 4; request += 1) await askedFor(portal.browser(), email)
  const late = portal.browser()
  await askedFor(late, email)
  assert.equal((await portal.messages()).length, 5)
  const held = await late.get(paths.otp.verify)
  assert.equal(held.status, 200)
  assert.match(held.text, /holding back/)
})

test('a pass from an earlier message opens a held flow at once', async (t) => {
  const { portal } = await asking(t)
  for (let request = 0; request < 4; request += 1) await askedFor(portal.browser(), email)
  const late = portal.browser()
  await askedFor(late, email)
  const pass = (await portal.messages())
    .map(({ text }) => /\d{4} \d{4} \d{4}/.exec(text)?.[0])
    .findLast((found) => found)
  assert.ok(pass, 'the last messages of a lane carry a pass')
  await late.get(paths.otp.verify)
  const wrong = await late.post(paths.otp.resend, { otp_pass: '1234 5678 9012' })
  assert.deepEqual([wrong.status, /4 tries left/.test(wrong.text)], [422, true])
  const moved = await late.post(paths.otp.resend, { otp_pass: pass })
  assert.equal(moved.location, paths.otp.verify)
  await late.get(paths.otp.verify)
  const signedIn = await late.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  assert.equal(signedIn.location, paths.dashboard)
})

test('a GET that another site makes the browser send neither resends nor signs out', async (t) => {
  const { portal, browser } = await asking(t)
  portal.clock.advance(30_000)
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none', 'sec-purpose': 'prefetch' },
    {},
  ]) {
    const asked = await browser.send(paths.otp.resend, { headers })
    assert.deepEqual([asked.status, /<form/.test(asked.text)], [200, true])
  }
  assert.equal((await portal.messages()).length, 1)
  const own = await browser.get(paths.otp.resend)
  assert.equal(own.location, paths.otp.verify)
  assert.equal((await portal.messages()).length, 2)
})

test('a contact of several customers leads to a choice, and the choice can be changed', async (t) => {
  const portal = await startPortal(t)
  const first = await addCustomer(portal, { name: 'Demo Shop', email })
  const second = await addCustomer(portal, { name: 'Demo Hotel', email })
  const browser = portal.browser()
  await askedFor(browser, email)
  await browser.get(paths.otp.verify)
  await browser.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  assert.equal((await browser.get(paths.dashboard)).location, paths.otp.choose)
  const choice = await browser.get(paths.otp.choose)
  assert.match(choice.text, /Demo Shop[\s\S]*|Demo Hotel[\s\S]*/)
  for (const { id } of [first, second]) {
    assert.equal((await browser.post(paths.otp.choose, { customer: String(id) })).location, paths.dashboard)
  }
  const stranger = await addCustomer(portal, { name: 'Demo Stranger', email: 'stranger@example.com' })
  assert.equal((await browser.post(paths.otp.choose, { customer: String(stranger.id) })).status, 422)
})

test('a customer who is deactivated is signed out and looks unknown', async (t) => {
  const { portal, browser } = await asking(t)
  await browser.get(paths.otp.verify)
  await browser.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  await portal.parts.db.updateTable('customer').set({ active: 0 }).execute()
  assert.equal((await browser.get(paths.account)).location, paths.otp.request)
  await askedFor(portal.browser(), email)
  assert.equal((await portal.messages()).length, 1)
})

test('the token from before sign-in is dead afterwards, and a session ends after seven idle days', async (t) => {
  const { portal, browser } = await asking(t)
  const flow = browser.cookies.get('kerbside_flow')
  await browser.get(paths.otp.verify)
  const code = await newestCode(portal)
  await browser.post(paths.otp.verify, { otp_code: code })
  const thief = portal.browser()
  thief.cookies.set('kerbside_flow', flow ?? '')
  assert.equal((await thief.get(paths.otp.verify)).location, paths.otp.request)
  portal.clock.advance(7 * 24 * 60 * MINUTE - 1)
  assert.equal((await browser.get(paths.home)).location, paths.dashboard)
  await portal.parts.courier.idle()
  portal.clock.advance(7 * 24 * 60 * MINUTE + 1)
  assert.equal((await browser.get(paths.home)).status, 200)
})

test('a contact that cannot be reached is refused beside its field, and what was typed stays', async (t) => {
  const portal = await startPortal(t)
  const browser = portal.browser()
  const fields = [
    { otp_type: 'email', email: 'nobody' },
    { otp_type: 'email', email: 'a@b@example.com' },
    { otp_type: 'email', email: 'name@localhost' },
    { otp_type: 'email', email: 'a@example.com\r\nBcc: eve@example.com' },
    { otp_type: 'phone', phone: '12' },
    { otp_type: 'phone', phone: 'abc' },
    { otp_type: 'phone', phone: '+1 800 555 0199' },
    { otp_type: 'pigeon' },
    {},
  ]
  for (const typed of fields) {
    const refused = await browser.submit(paths.otp.request, typed)
    assert.equal(refused.status, 422, JSON.stringify(typed))
    assert.match(refused.text, /field-error/)
  }
  assert.deepEqual(await portal.messages(), [])
})

test('a phone number as people write it gets its code by SMS', async (t) => {
  const portal = await startPortal(t, { settings: { DEFAULT_REGION: 'NP' } })
  await addCustomer(portal, { name: 'Demo Phone', phone: '+977 984-1234567' })
  const browser = portal.browser()
  const asked = await browser.submit(paths.otp.request, { otp_type: 'phone', phone: '९८४ १२३४५६७' })
  assert.equal(asked.location, paths.otp.verify)
  const [message] = await portal.messages()
  const code = /^@localhost #(\d{6})$/.exec(message?.text.split('\n').at(-1) ?? '')?.[1]
  await browser.get(paths.otp.verify)
  assert.equal((await browser.post(paths.otp.verify, { otp_code: code ?? '' })).location, paths.dashboard)
})

test('text messages go to the countries of the list alone, known and unknown numbers alike', async (t) => {
  const portal = await startPortal(t, { settings: { DEFAULT_REGION: 'NP', OTP_SMS_COUNTRIES: 'NP,IN' } })
  await addCustomer(portal, { name: 'Demo Abroad', phone: '+44 7911 123456' })
  const ask = (phone: string) => portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone })
  for (const abroad of ['+44 7911 123456', '+44 7911 123457']) {
    const refused = await ask(abroad)
    assert.deepEqual([refused.status, /numbers of that country/.test(refused.text)], [422, true])
  }
  assert.equal((await ask('+91 98765 43210')).location, paths.otp.verify)
  const program = await portal.browser().postJson(paths.api.request, { otpType: 'phone', phone: '+447911123456' })
  assert.deepEqual([program.status, JSON.parse(program.text).fault], [422, 'phone_country_off'])
})
