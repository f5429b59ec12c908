import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { TwilioStandIn } from '../../../tools/testing/twilio-stand-in.ts'
import { startTwilioStandIn } from '../../../tools/testing/twilio-stand-in.ts'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { startPortal } from '../testing/start-portal.ts'
import { twilioSettings, whatsappSettings } from './testing/twilio-settings.ts'

const phone = '+9779812345678'

async function start(t: TestContext, settings: (twilio: TwilioStandIn) => object = twilioSettings) {
  const twilio = await startTwilioStandIn(t)
  const portal = await startPortal(t, { settings: { ...settings(twilio) } })
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com', phone })
  const form = () => Object.fromEntries(twilio.messages.at(-1)?.form ?? [])
  return { twilio, portal, browser: portal.browser(), form }
}

const codeIn = ({ Body = '', ContentVariables }: Record<string, string>): string =>
  ContentVariables ? JSON.parse(ContentVariables)[1] : (/#(\d+)$/.exec(Body)?.[1] ?? '')

test('a code goes by SMS, Twilio holds it no longer than it lives, and hears when it was used', async (t) => {
  const { twilio, portal, browser, form } = await start(t)
  await browser.submit(paths.otp.request, { otp_type: 'phone', phone })
  await twilio.took(1)
  assert.equal(form()['To'], phone)
  assert.ok(Number(form()['ValidityPeriod']) <= 300, `${form()['ValidityPeriod']} s is longer than the code lives`)
  assert.equal(form()['StatusCallback'], `http://localhost:3000${paths.hooks.twilio}`)
  await portal.parts.courier.idle() // its name is written
  const { location } = await browser.submit(paths.otp.verify, { otp_code: codeIn(form()) })
  assert.equal(location, paths.dashboard)
  await twilio.heard(1)
  assert.deepEqual(twilio.confirmed, [twilio.messages[0]?.sid])
  assert.deepEqual(twilio.violations, [])
})

test('Twilio holds no code longer than it lives, also where a pass beside it lives on', async (t) => {
  const { twilio, portal } = await start(t)
  for (const _ of Array.from({ length: 4 })) {
    await portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone })
    await portal.parts.courier.idle()
  }
  const held = twilio.messages.map(({ form }) => Number(form.get('ValidityPeriod')))
  assert.ok(
    twilio.messages.some(({ form }) => /\d{4} \d{4} \d{4}/.test(form.get('Body') ?? '')),
    'one has a pass',
  )
  for (const seconds of held) assert.ok(seconds <= 300, String(seconds))
})

test('a wrong code is reported to nobody', async (t) => {
  const { twilio, portal, browser, form } = await start(t)
  await browser.submit(paths.otp.request, { otp_type: 'phone', phone })
  await twilio.took(1)
  await portal.parts.courier.idle()
  const wrong = codeIn(form()).replace(/^./, (digit) => String((Number(digit) + 1) % 10))
  await browser.submit(paths.otp.verify, { otp_code: wrong })
  await portal.parts.courier.idle()
  assert.deepEqual(twilio.confirmed, [])
})

test('where WhatsApp is set up it is offered, and its template brings the code', async (t) => {
  const { twilio, browser, form } = await start(t, whatsappSettings)
  assert.match(
    (await browser.get(paths.otp.request)).text,
    /name="channel"[^>]*value="whatsapp"|value="whatsapp"[^>]*name="channel"/,
  )
  await browser.submit(paths.otp.request, { otp_type: 'phone', phone, channel: 'whatsapp' })
  await twilio.took(1)
  const { From, To, ContentSid, Body } = form()
  assert.deepEqual([From, To], [`whatsapp:${twilio.whatsappNumber}`, `whatsapp:${phone}`])
  assert.deepEqual([ContentSid, Body], [twilio.contentSid, undefined])
  const { location } = await browser.submit(paths.otp.verify, { otp_code: codeIn(form()) })
  assert.equal(location, paths.dashboard)
  assert.deepEqual(twilio.violations, [])
})

test('programs choose WhatsApp, too', async (t) => {
  const { twilio, browser, form } = await start(t, whatsappSettings)
  const { status } = await browser.postJson(paths.api.request, { otpType: 'phone', phone, channel: 'whatsapp' })
  assert.equal(status, 202)
  await twilio.took(1)
  assert.equal(form()['To'], `whatsapp:${phone}`)
})

test('what WhatsApp cannot bring goes by SMS to the same number', async (t) => {
  const { twilio, portal, browser, form } = await start(t, whatsappSettings)
  await browser.submit(paths.otp.request, { otp_type: 'phone', phone, channel: 'whatsapp' })
  await twilio.took(1)
  await portal.parts.courier.idle()
  const [first] = twilio.messages
  assert.ok(first)
  const { body, headers } = twilio.callbackOn(first, 'undelivered', { ErrorCode: '63024' })
  const told = await portal.browser().send(paths.hooks.twilio, { method: 'POST', body, headers })
  assert.equal(told.status, 204)
  await twilio.took(2)
  assert.deepEqual([form()['To'], form()['From']], [phone, twilio.phoneNumber])
  const { location } = await browser.submit(paths.otp.verify, { otp_code: codeIn(form()) })
  assert.equal(location, paths.dashboard)
})

test('where WhatsApp is not set up it is neither offered nor taken', async (t) => {
  const { twilio, browser } = await start(t)
  assert.doesNotMatch((await browser.get(paths.otp.request)).text, /whatsapp/i)
  const asked = await browser.submit(paths.otp.request, { otp_type: 'phone', phone, channel: 'whatsapp' })
  assert.equal(asked.status, 422)
  const program = await browser.postJson(paths.api.request, { otpType: 'phone', phone, channel: 'whatsapp' })
  assert.equal(program.status, 422)
  assert.equal(twilio.messages.length, 0)
})

test('WhatsApp that is not set up is not taken for another code either', async (t) => {
  const { portal, browser } = await start(t)
  await browser.submit(paths.otp.request, { otp_type: 'phone', phone })
  portal.clock.advance(31_000)
  const again = await browser.submit(paths.otp.resend, { channel: 'whatsapp' }, paths.otp.verify)
  assert.equal(again.status, 422)
  const { text } = await browser.postJson(paths.api.request, { otpType: 'phone', phone })
  portal.clock.advance(31_000)
  const program = await browser.postJson(paths.api.resend, { flow: JSON.parse(text).flow, channel: 'whatsapp' })
  assert.equal(program.status, 422)
})

test('a number that may not sign in costs nothing and looks the same', async (t) => {
  const { twilio, portal, browser } = await start(t, whatsappSettings)
  for (const channel of ['sms', 'whatsapp']) {
    const asked = await browser.submit(paths.otp.request, { otp_type: 'phone', phone: '+9779800000000', channel })
    assert.equal(asked.location, paths.otp.verify)
    await portal.parts.courier.idle()
  }
  assert.equal(twilio.messages.length, 0)
})
