import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { TwilioRefusal } from '../../../tools/testing/twilio-rules.ts'
import { faultOfMessage } from '../../../tools/testing/twilio-rules.ts'
import type { TwilioStandIn } from '../../../tools/testing/twilio-stand-in.ts'
import { startTwilioStandIn } from '../../../tools/testing/twilio-stand-in.ts'
import type { Rendered } from './message.ts'
import type { Envelope, Sender, SendFault } from './sender.ts'
import { SendError } from './sender.ts'
import { twilioCodes } from './twilio-codes.ts'
import type { TwilioSmsOptions } from './twilio-senders.ts'
import { twilioSmsSender, twilioWhatsappSender } from './twilio-senders.ts'

const AT = Date.UTC(2026, 2, 2, 9)
const clock = { now: () => AT }
const TO = '+9779812345678'
const statusCallback = 'https://bills.example.com/hooks/twilio/'
const code: Rendered = { text: '123456 is your code', template: { variables: { 1: '123456' } } }

const envelope = (more: Partial<Envelope> = {}): Envelope => ({
  ...{ id: 7, kind: 'otp', channel: 'sms', to: TO, locale: 'en', at: AT, notAfter: AT + 300_000 },
  ...more,
})
const send = (sender: Sender, more: Partial<Envelope> = {}, rendered = code) =>
  sender.send(rendered, envelope(more), new AbortController().signal)

async function start(t: TestContext, more: Partial<TwilioSmsOptions> = {}) {
  const twilio = await startTwilioStandIn(t)
  const { accountSid, authToken, url: apiUrl, phoneNumber, whatsappNumber, contentSid } = twilio
  const shared = { accountSid, authToken, apiUrl, statusCallback, clock }
  const sms = twilioSmsSender({ ...shared, from: { phoneNumber }, ...more })
  const whatsapp = twilioWhatsappSender({ ...shared, phoneNumber: whatsappNumber, contentSid })
  return { twilio, sms, whatsapp }
}

const refusal = (fault: SendFault, detail: string | RegExp) => (error: unknown) => {
  assert.ok(error instanceof SendError, String(error))
  assert.equal(error.fault, fault)
  if (typeof detail === 'string') assert.equal(error.detail, detail)
  else assert.match(error.detail, detail)
  assert.doesNotMatch(error.detail, /977|123456/, 'neither number nor text is kept')
  return true
}

const lastForm = (twilio: TwilioStandIn) => Object.fromEntries(twilio.messages.at(-1)?.form ?? [])

test('an SMS carries all that Twilio asks for, and its name comes back', async (t) => {
  const { twilio, sms } = await start(t)
  const { providerId } = await send(sms)
  assert.deepEqual(lastForm(twilio), {
    To: TO,
    From: twilio.phoneNumber,
    Body: code.text,
    StatusCallback: statusCallback,
    ValidityPeriod: '300',
    ProvideFeedback: 'true',
  })
  assert.equal(providerId, twilio.messages[0]?.sid)
  assert.deepEqual(twilio.violations, [])
})

test('a messaging service stands in for the number', async (t) => {
  const { twilio, sms } = await start(t, { from: { messagingServiceSid: `MG${'b2'.repeat(16)}` } })
  await send(sms)
  assert.equal(lastForm(twilio)['MessagingServiceSid'], twilio.messagingServiceSid)
  assert.equal(lastForm(twilio)['From'], undefined)
})

test('a WhatsApp message fills the approved template, and both parties bear the channel', async (t) => {
  const { twilio, whatsapp } = await start(t)
  await send(whatsapp, { channel: 'whatsapp' })
  assert.deepEqual(lastForm(twilio), {
    To: `whatsapp:${TO}`,
    From: `whatsapp:${twilio.whatsappNumber}`,
    ContentSid: twilio.contentSid,
    ContentVariables: '{"1":"123456"}',
    StatusCallback: statusCallback,
    ValidityPeriod: '300',
    ProvideFeedback: 'true',
  })
  assert.deepEqual(twilio.violations, [])
})

test('what does not fit the template is left to SMS, and Twilio is not asked', async (t) => {
  const { twilio, whatsapp } = await start(t)
  await assert.rejects(send(whatsapp, {}, { text: 'a text' }), refusal('rejected', /template/))
  assert.equal(twilio.messages.length, 0)
})

test('Twilio keeps a message no longer than it is worth something', async (t) => {
  const { twilio, sms } = await start(t)
  await send(sms, { notAfter: AT + 61_999 })
  assert.equal(lastForm(twilio)['ValidityPeriod'], '61')
  await send(sms, { notAfter: AT + 86_400_000 }, { ...code, goodUntil: AT + 42_000 })
  assert.equal(lastForm(twilio)['ValidityPeriod'], '42', 'a text may be over before its message')
  await send(sms, { notAfter: AT + 90 * 86_400_000 })
  assert.equal(lastForm(twilio)['ValidityPeriod'], '36000')
  await assert.rejects(send(sms, { notAfter: AT + 999 }), refusal('temporary', /less than a second/))
  assert.deepEqual(twilio.violations, [])
})

test('where the account can redact, Twilio is asked to keep neither text nor number', async (t) => {
  const { twilio, sms } = await start(t, { redact: 'text and number' })
  await send(sms)
  const { ContentRetention, AddressRetention } = lastForm(twilio)
  assert.deepEqual([ContentRetention, AddressRetention], ['discard', 'obfuscate'])
  assert.deepEqual(twilio.violations, [])
})

test('use is reported to the Feedback resource', async (t) => {
  const { twilio, sms } = await start(t)
  const { providerId = '' } = await send(sms)
  await sms.confirmUse?.(providerId, new AbortController().signal)
  assert.deepEqual(twilio.confirmed, [providerId])
  assert.deepEqual(twilio.violations, [])
})

const answers: readonly [answer: TwilioRefusal, fault: SendFault][] = [
  [{ status: 400, code: 21_211, message: `The 'To' number ${TO} is not a valid phone number.` }, 'undeliverable'],
  [{ status: 400, code: 21_408 }, 'rejected'],
  [{ status: 400, code: 21_610, message: `${TO} has opted out` }, 'rejected'],
  [{ status: 400, code: 21_612 }, 'rejected'],
  [{ status: 400, code: 21_614 }, 'undeliverable'],
  [{ status: 400, code: 30_029 }, 'misconfigured'],
  [{ status: 401, code: 20_003 }, 'misconfigured'],
  [{ status: 404, code: 20_404 }, 'misconfigured'],
  [{ status: 429, code: 20_429 }, 'temporary'],
  [{ status: 400, code: 99_999 }, 'rejected'],
  [{ status: 302 }, 'misconfigured'],
  [{ status: 400 }, 'rejected'],
  [{ status: 500 }, 'temporary'],
  [{ status: 503, code: 20_503 }, 'temporary'],
]

for (const [answer, fault] of answers) {
  test(`Twilio's ${answer.code ?? `HTTP ${answer.status}`} is ${fault}`, async (t) => {
    const { twilio, sms } = await start(t)
    twilio.treat(answer)
    await assert.rejects(send(sms), refusal(fault, /^Twilio/))
  })
}

test('a busy Twilio says when to come back, in seconds or as a date', async (t) => {
  const { twilio, sms } = await start(t)
  for (const [header, milliseconds] of [
    ['7', 7_000],
    [new Date(AT + 9_000).toUTCString(), 9_000],
    ['soon', undefined],
  ] as const) {
    twilio.treat({ status: 429, code: 20_429, headers: { 'retry-after': header } })
    await assert.rejects(send(sms), (error) => error instanceof SendError && error.retryAfterMs === milliseconds)
  }
})

test('a connection that breaks, or that nobody takes, is temporary', async (t) => {
  const { twilio, sms } = await start(t)
  twilio.treat('rude')
  await assert.rejects(send(sms), refusal('temporary', 'Twilio: ECONNRESET'))
  const { sms: unanswered } = await start(t, { apiUrl: `http://127.0.0.1:${await closedPort()}` })
  await assert.rejects(send(unanswered), refusal('temporary', 'Twilio: ECONNREFUSED'))
})

test('wrong credentials are a matter of settings', async (t) => {
  const { sms } = await start(t, { authToken: 'another token' })
  await assert.rejects(send(sms), refusal('misconfigured', 'Twilio 20003: account SID or token is wrong'))
})

test('what a code means never tells a person or a text, and each is told in few words', () => {
  for (const { meaning } of twilioCodes.values()) assert.match(meaning, /^[\p{L}\d][^.]{5,90}$/u)
})

test('the check signs in and finds the number', async (t) => {
  const { sms, whatsapp } = await start(t)
  await sms.verify?.()
  await whatsapp.verify?.()
  const service = await start(t, { from: { messagingServiceSid: `MG${'b2'.repeat(16)}` } })
  await service.sms.verify?.()
})

test('the check says what is wrong, and sends nothing', async (t) => {
  const wrongToken = await start(t, { authToken: 'another token' })
  await assert.rejects(wrongToken.sms.verify?.() ?? Promise.resolve(), refusal('misconfigured', /^Twilio 20003/))
  const { twilio, sms, whatsapp } = await start(t, { from: { phoneNumber: '+14155559999' } })
  await assert.rejects(sms.verify?.() ?? Promise.resolve(), refusal('misconfigured', /does not belong to this account/))
  twilio.approval = 'pending'
  await assert.rejects(whatsapp.verify?.() ?? Promise.resolve(), refusal('misconfigured', /not approved.*\(pending\)/))
  assert.equal(twilio.messages.length, 0)
})

test('the stand-in takes what the description allows, and nothing else', () => {
  const form = (fields: Record<string, string>) => new URLSearchParams({ To: TO, From: '+14155550100', ...fields })
  const codeOf = (fields: Record<string, string>) => faultOfMessage(form(fields))?.code
  assert.equal(codeOf({ Body: 'x' }), undefined)
  assert.equal(codeOf({}), 21_602)
  assert.equal(codeOf({ Body: 'x'.repeat(1601) }), 21_617)
  assert.equal(codeOf({ Body: 'x', Text: 'x' }), 20_001)
  assert.equal(codeOf({ Body: 'x', ValidityPeriod: '36001' }), 20_001)
  assert.equal(codeOf({ Body: 'x', StatusCallback: 'https://a_b.example/' }), 20_001)
  assert.equal(codeOf({ Body: 'x', To: `whatsapp:${TO}` }), 21_910)
  assert.equal(codeOf({ Body: 'x', To: '123' }), 21_211)
  assert.equal(codeOf({ Body: 'x', ContentVariables: '{"1":"2"}' }), 21_656)
  assert.equal(codeOf({ ContentSid: `HX${'0'.repeat(32)}`, ContentVariables: '[1]' }), 21_656)
  const twice = form({ Body: 'x' })
  twice.append('Body', 'y')
  assert.equal(faultOfMessage(twice)?.code, 20_001)
})

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('There was no port.')
  return address.port
}
