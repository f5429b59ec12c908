import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { Rendered } from './message.ts'
import type { Envelope, SendFault } from './sender.ts'
import { SendError } from './sender.ts'
import { webhookSender } from './webhook-sender.ts'
import { isSignedWebhook } from './webhook-signature.ts'

const AT = Date.UTC(2026, 2, 2, 9)
const secret = 'a secret of twenty-four characters'
const sms: Rendered = { text: '123456 is your code' }
const mail: Rendered = { subject: 'Your code', text: '123456', html: '<p>123456</p>' }

const envelope = (more: Partial<Envelope> = {}): Envelope => ({
  ...{ id: 7, kind: 'otp', channel: 'sms', to: '+9779812345678', locale: 'ne', at: AT, notAfter: AT + 300_000 },
  ...more,
})

interface Posted {
  readonly method: string | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** A gateway that answers as told, and remembers what it was asked. */
async function start(t: TestContext, answer: (response: ServerResponse) => void = (response) => response.end()) {
  const asked: Posted[] = []
  const server = createServer(async (request, response) => {
    asked.push({ method: request.method, headers: request.headers, body: await buffer(request) })
    answer(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The gateway has no port.')
  const url = `http://127.0.0.1:${address.port}/messages`
  const sender = webhookSender({ url, secret, from: 'Kerbside <noreply@example.org>' })
  const send = (rendered = sms, more: Partial<Envelope> = {}, signal = new AbortController().signal) =>
    sender.send(rendered, envelope(more), signal)
  return { asked, sender, send }
}

const refused = (fault: SendFault, detail: string) => (error: unknown) => {
  assert.ok(error instanceof SendError, String(error))
  assert.deepEqual([error.fault, error.detail], [fault, detail])
  return true
}
const status =
  (code: number, body = '', headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(code, headers).end(body)

test('an SMS is posted as signed JSON, under the name by which a repetition is known', async (t) => {
  const { asked, send } = await start(t)
  await send()
  const [{ method, headers, body } = assert.fail()] = asked
  assert.deepEqual([method, headers['content-type'], headers['webhook-id']], ['POST', 'application/json', '7'])
  assert.deepEqual(JSON.parse(String(body)), {
    id: '7',
    channel: 'sms',
    to: '+9779812345678',
    text: sms.text,
    locale: 'ne',
    notAfter: '2026-03-02T09:05:00.000Z',
  })
  assert.ok(isSignedWebhook(secret, signed(headers), body, AT))
  assert.ok(!isSignedWebhook('another secret', signed(headers), body, AT))
})

test('a gateway is told when the text is over', async (t) => {
  const { asked, send } = await start(t)
  await send({ ...sms, goodUntil: AT + 60_000 })
  assert.equal(JSON.parse(String(asked[0]?.body)).notAfter, '2026-03-02T09:01:00.000Z')
})

test('a mail brings sender, subject and HTML', async (t) => {
  const { asked, send } = await start(t)
  await send(mail, { channel: 'email', to: 'ann@example.org' })
  const { channel, from, subject, html } = JSON.parse(String(asked[0]?.body))
  assert.deepEqual([channel, from, subject, html], ['email', 'Kerbside <noreply@example.org>', mail.subject, mail.html])
})

test('what was to go by WhatsApp and comes to a gateway goes by SMS', async (t) => {
  const { asked, send } = await start(t)
  await send(sms, { channel: 'whatsapp' })
  assert.equal(JSON.parse(String(asked[0]?.body)).channel, 'sms')
})

test('the gateway may name the message; else it goes by ours', async (t) => {
  for (const [body, providerId] of [
    ['{"id":"G-1"}', 'G-1'],
    ['{"id":42}', '42'],
    ['', '7'],
    ['OK', '7'],
    ['{"id":""}', '7'],
    [`{"id":"${'x'.repeat(201)}"}`, '7'],
    [`{"id":"G-1","more":"${'x'.repeat(20_000)}"}`, '7'],
  ] as const) {
    const { send } = await start(t, status(202, body))
    assert.deepEqual(await send(), { providerId })
  }
})

const statuses = [
  ...([408, 409, 425, 429, 500, 502, 503] as const).map((code) => [code, 'temporary'] as const),
  ...([301, 302, 307, 308, 401, 403, 404, 405, 410] as const).map((code) => [code, 'misconfigured'] as const),
  ...([400, 413, 415, 422] as const).map((code) => [code, 'rejected'] as const),
]

for (const [code, fault] of statuses) {
  test(`HTTP ${code} of a gateway is ${fault}`, async (t) => {
    const { asked, send } = await start(t, status(code, '', code < 400 ? { location: '/elsewhere' } : {}))
    await assert.rejects(send(), refused(fault, `webhook: HTTP ${code}`))
    assert.equal(asked.length, 1, 'a redirect is not followed')
  })
}

test('a gateway may say that nobody reaches an address, or when to come back', async (t) => {
  const undeliverable = await start(t, status(422, '{"fault":"undeliverable"}'))
  await assert.rejects(undeliverable.send(), refused('undeliverable', 'webhook: HTTP 422'))
  const busy = await start(t, status(429, '', { 'retry-after': '11' }))
  await assert.rejects(busy.send(), (error) => error instanceof SendError && error.retryAfterMs === 11_000)
})

test('a gateway that breaks off, or is not there, is temporary', async (t) => {
  const rude = await start(t, (response) => response.destroy())
  await assert.rejects(rude.send(), refused('temporary', 'webhook: UND_ERR_SOCKET'))
  const sender = webhookSender({ url: 'http://127.0.0.1:1/', secret })
  await assert.rejects(
    sender.send(sms, envelope(), new AbortController().signal),
    (error) => error instanceof SendError && error.fault === 'temporary',
  )
})

test('a message that the courier has given up is not waited for', async (t) => {
  const giveUp = new AbortController()
  const { send } = await start(t, () => giveUp.abort())
  await assert.rejects(send(sms, {}, giveUp.signal))
})

test('the check looks whether somebody is there, and posts nothing', async (t) => {
  const { asked, sender } = await start(t, status(405))
  await sender.verify?.()
  assert.deepEqual(
    asked.map(({ method }) => method),
    ['HEAD'],
  )
  const broken = await start(t, status(502))
  await assert.rejects(broken.sender.verify?.() ?? Promise.resolve(), refused('temporary', 'webhook: HTTP 502'))
})

const signed = (headers: IncomingMessage['headers']) => ({
  'webhook-id': String(headers['webhook-id']),
  'webhook-timestamp': String(headers['webhook-timestamp']),
  'webhook-signature': String(headers['webhook-signature']),
})
