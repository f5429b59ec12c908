import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { signWebhook } from '@kerbside/courier'
import type { StatusCallback, TwilioStandIn } from '../../../tools/testing/twilio-stand-in.ts'
import { startTwilioStandIn, twilioSignature } from '../../../tools/testing/twilio-stand-in.ts'
import type { Dialect } from '../db/dialect.ts'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { twilioSettings } from './testing/twilio-settings.ts'

const secret = 'a secret of twenty-four characters'
const phone = '+9779812345678'

async function start(t: TestContext, { database = 'sqlite' as Dialect, settings = {} } = {}) {
  const twilio = await startTwilioStandIn(t)
  const webhook = { WEBHOOK_URL: 'http://127.0.0.1:1/', WEBHOOK_SECRET: secret }
  const portal = await startPortal(t, { database, settings: { ...twilioSettings(twilio), ...webhook, ...settings } })
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com', phone })
  return { twilio, portal }
}

/** Asks for a code by phone, and gives the message that Twilio took. */
async function askForCode(portal: TestPortal, twilio: TwilioStandIn) {
  await portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone })
  await portal.parts.courier.idle()
  const message = twilio.messages.at(-1)
  assert.ok(message)
  return message
}

const post = (
  portal: TestPortal,
  { body, headers }: Pick<StatusCallback, 'body' | 'headers'>,
  path = paths.hooks.twilio,
) => portal.browser().send(path, { method: 'POST', body, headers })

async function outbox({ parts }: TestPortal) {
  const row = await parts.db.selectFrom('outbox').select(['state', 'receipt', 'sender']).executeTakeFirst()
  return row && [row.state, row.receipt, row.sender]
}

async function counted({ parts }: TestPortal, provider: string, outcome: string) {
  const metric = await parts.metrics.registry.getSingleMetric('kerbside_receipts_total')?.get()
  return metric?.values.find(({ labels }) => labels['provider'] === provider && labels['outcome'] === outcome)?.value
}

for (const database of ['sqlite', 'postgres'] as const) {
  test(`what Twilio tells of a message is written, and a repetition changes nothing (${database})`, async (t) => {
    const { twilio, portal } = await start(t, { database })
    const message = await askForCode(portal, twilio)
    assert.deepEqual(await outbox(portal), ['sent', null, 'twilio'])
    const delivered = twilio.callbackOn(message, 'delivered')
    assert.equal(delivered.url, `http://localhost:3000${paths.hooks.twilio}`)
    assert.equal((await post(portal, delivered)).status, 204)
    assert.deepEqual(await outbox(portal), ['delivered', 'delivered', 'twilio'])
    assert.equal((await post(portal, delivered)).status, 204)
    assert.equal((await post(portal, twilio.callbackOn(message, 'sent'))).status, 204)
    assert.deepEqual(await outbox(portal), ['delivered', 'delivered', 'twilio'])
    assert.equal(await counted(portal, 'twilio', 'recorded'), 1)
    assert.equal(await counted(portal, 'twilio', 'known'), 2)
  })
}

test('a number that nobody has ends its message', async (t) => {
  const { twilio, portal } = await start(t)
  const message = await askForCode(portal, twilio)
  await post(portal, twilio.callbackOn(message, 'undelivered', { ErrorCode: '30005' }))
  assert.deepEqual(await outbox(portal), ['failed', 'undelivered 30005', 'twilio'])
})

test('a forged callback is refused and counted, and changes nothing', async (t) => {
  const { twilio, portal } = await start(t)
  const message = await askForCode(portal, twilio)
  const { body, headers } = twilio.callbackOn(message, 'delivered')
  const forged = [
    { body, headers: { ...headers, 'x-twilio-signature': '' } },
    { body, headers: { ...headers, 'x-twilio-signature': headers['x-twilio-signature'].toLowerCase() } },
    { body: body.replace('delivered', 'failed'), headers },
    { body: `${body}&Extra=1`, headers },
  ]
  for (const callback of forged) assert.equal((await post(portal, callback)).status, 403)
  assert.equal((await post(portal, { body, headers }, `${paths.hooks.twilio}?a=b`)).status, 403)
  assert.deepEqual(await outbox(portal), ['sent', null, 'twilio'])
  assert.equal(await counted(portal, 'twilio', 'forged'), 5)
})

test('the signature is over the address in PUBLIC_URL, whatever a proxy says', async (t) => {
  const PUBLIC_URL = 'https://bills.example.com'
  const { twilio, portal } = await start(t, { settings: { PUBLIC_URL, TRUST_PROXY: '1' } })
  const message = await askForCode(portal, twilio)
  const { url, body, headers } = twilio.callbackOn(message, 'delivered')
  assert.equal(url, `${PUBLIC_URL}${paths.hooks.twilio}`)
  /** As a proxy hands it on: by plain HTTP, to the name that the portal listens on. */
  const passedOn = async (signature: string) => {
    const forwarded = { ...headers, 'x-forwarded-host': 'evil.example', 'x-twilio-signature': signature }
    const request = new Request(`http://127.0.0.1:3000${paths.hooks.twilio}`, {
      method: 'POST',
      body,
      headers: forwarded,
    })
    return (await portal.app.fetch(request)).status
  }
  const fields = [...new URLSearchParams(body)]
  for (const origin of ['http://127.0.0.1:3000', 'https://evil.example', 'http://bills.example.com']) {
    assert.equal(await passedOn(twilioSignature(twilio.authToken, origin + paths.hooks.twilio, fields)), 403, origin)
  }
  assert.equal(await passedOn(headers['x-twilio-signature']), 204)
})

test('a callback in JSON is taken by the hash in its address, and by nothing else', async (t) => {
  const { twilio, portal } = await start(t)
  const { sid } = await askForCode(portal, twilio)
  const body = JSON.stringify({ MessageSid: sid, MessageStatus: 'delivered', To: phone })
  const path = `${paths.hooks.twilio}?bodySHA256=${createHash('sha256').update(body).digest('hex')}`
  const signature = twilioSignature(twilio.authToken, `http://localhost:3000${path}`, [])
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': signature } as const
  const asForm = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  const posted = async (given: string, at: string, by: Readonly<Record<string, string>> = headers) =>
    (await portal.browser().send(at, { method: 'POST', body: given, headers: by })).status
  assert.equal(await posted(`${body} `, path), 403)
  assert.equal(await posted(body, paths.hooks.twilio), 403)
  assert.deepEqual(await outbox(portal), ['sent', null, 'twilio'])
  assert.equal(await posted(body, path), 204)
  assert.deepEqual(await outbox(portal), ['delivered', 'delivered', 'twilio'])
  assert.equal(await posted(body, path, asForm), 204)
  assert.equal(await counted(portal, 'twilio', 'forged'), 2)
})

test('news of a message that nobody knows, and news that are none, change nothing', async (t) => {
  const { twilio, portal } = await start(t)
  const message = await askForCode(portal, twilio)
  const unknown = twilio.callbackOn({ ...message, sid: `SM${'f'.repeat(32)}` }, 'delivered')
  assert.equal((await post(portal, unknown)).status, 204)
  assert.equal((await post(portal, twilio.callbackOn(message, 'received'))).status, 204)
  assert.deepEqual(await outbox(portal), ['sent', null, 'twilio'])
  assert.equal(await counted(portal, 'twilio', 'unknown'), 1)
  assert.equal(await counted(portal, 'twilio', 'ignored'), 1)
})

test('a body that is too long is not read', async (t) => {
  const { portal } = await start(t)
  const body = 'a'.repeat(16 * 1024 + 1)
  for (const path of Object.values(paths.hooks)) {
    assert.equal((await portal.browser().send(path, { method: 'POST', body })).status, 413)
  }
})

test('without the settings of a provider nobody is believed', async (t) => {
  const portal = await startPortal(t)
  const body = '{"id":"1","status":"delivered"}'
  for (const path of Object.values(paths.hooks)) {
    const headers = signWebhook('', 'R-1', portal.clock.now(), body)
    assert.equal((await portal.browser().send(path, { method: 'POST', body, headers: { ...headers } })).status, 403)
  }
})

test('a gateway tells of messages by the key that signs ours', async (t) => {
  const { portal } = await start(t)
  await portal.parts.db
    .insertInto('outbox')
    .values({
      ...{ id: 1, kind: 'otp', reference: '1', channel: 'sms', address: phone, locale: 'en', priority: 0, silent: 0 },
      ...{ state: 'sent', attempts: 1, sender: 'webhook', provider_id: 'G-1', not_after: portal.clock.now() + 1 },
      ...{ next_at: 0, created_at: 0, sent_at: 1 },
    })
    .execute()
  const send = (said: object, key = secret, at = portal.clock.now()) => {
    const body = JSON.stringify(said)
    const headers = { ...signWebhook(key, 'R-1', at, body) }
    return portal.browser().send(paths.hooks.webhook, { method: 'POST', body, headers })
  }
  const delivered = { id: 'G-1', status: 'delivered' }
  assert.equal((await send(delivered, 'another secret of many characters')).status, 403)
  assert.equal((await send(delivered, secret, portal.clock.now() - 301_000)).status, 403)
  assert.deepEqual(await outbox(portal), ['sent', null, 'webhook'])
  assert.equal((await send({ id: 'G-1' })).status, 422)
  assert.equal((await send(delivered)).status, 204)
  assert.deepEqual(await outbox(portal), ['delivered', 'delivered', 'webhook'])
})
