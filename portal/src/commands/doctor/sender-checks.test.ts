import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { TwilioStandIn } from '../../../../tools/testing/twilio-stand-in.ts'
import { startTwilioStandIn } from '../../../../tools/testing/twilio-stand-in.ts'
import type { Environment } from '../../config.ts'
import { readConfig } from '../../config.ts'
import { explain } from '../explain.ts'
import { senderChecks } from './sender-checks.ts'

const settingsOf = (twilio: TwilioStandIn): Environment => ({
  EMAIL_BACKEND: 'file',
  SMS_BACKEND: 'twilio',
  PUBLIC_URL: 'https://bills.example.com',
  TWILIO_ACCOUNT_SID: twilio.accountSid,
  TWILIO_AUTH_TOKEN: twilio.authToken,
  TWILIO_PHONE_NUMBER: twilio.phoneNumber,
  TWILIO_WHATSAPP_NUMBER: twilio.whatsappNumber,
  TWILIO_CONTENT_SID: twilio.contentSid,
  TWILIO_API_URL: twilio.url,
})

/** What is said of everything but mail, a line each. */
async function said(settings: Environment): Promise<string[]> {
  const read = readConfig(settings, { developmentKey: () => 'a key of thirty-two characters..' })
  assert.ok(read.success, read.success ? '' : read.faults.join())
  const checks = senderChecks(read.config).filter(({ name }) => !name.startsWith('mail'))
  return Promise.all(
    checks.map(async ({ name, run }) => {
      const finding = await run().catch((error: unknown) => ({ level: 'FAIL', text: explain(error) }))
      return `${finding.level} ${name}: ${finding.text}`
    }),
  )
}

async function start(t: TestContext, settings: Environment = {}) {
  const twilio = await startTwilioStandIn(t)
  return { twilio, said: () => said({ ...settingsOf(twilio), ...settings }) }
}

test('the doctor signs in to Twilio, and finds number and template', async (t) => {
  const { twilio, said } = await start(t)
  assert.deepEqual(await said(), [
    'ok SMS by twilio: signed in, and the number can send SMS',
    'ok WhatsApp by twilio-whatsapp: signed in, and WhatsApp has approved the template',
    'ok receipts of Twilio: they are to come to https://bills.example.com',
  ])
  assert.equal(twilio.messages.length, 0)
})

test('the doctor says what to do about a wrong token, a strange number and an address that Twilio cannot reach', async (t) => {
  const wrongToken = await start(t, { TWILIO_AUTH_TOKEN: 'another' })
  assert.match((await wrongToken.said())[0] ?? '', /^FAIL SMS by twilio: Twilio 20003.*console\.$/)
  const strange = await start(t, { TWILIO_PHONE_NUMBER: '+14155559999', PUBLIC_URL: 'http://localhost:3000' })
  const lines = await strange.said()
  assert.match(lines[0] ?? '', /^FAIL SMS by twilio: .*does not belong to this account.*console\.$/)
  assert.match(lines[2] ?? '', /^note receipts of Twilio: Twilio cannot reach http:\/\/localhost:3000/)
})

test('the doctor says that nobody is at the gateway', async () => {
  const [line = ''] = await said({
    SMS_BACKEND: 'webhook',
    WEBHOOK_URL: 'http://127.0.0.1:1/',
    WEBHOOK_SECRET: 'a secret of 24 characters',
  })
  assert.match(line, /^FAIL SMS by webhook: webhook: \S+\. Check WEBHOOK_URL, and that the gateway runs\.$/)
})
