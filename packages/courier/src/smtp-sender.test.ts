import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { MailServer, MailServerOptions } from '../../../tools/testing/mail-server.ts'
import { startMailServer } from '../../../tools/testing/mail-server.ts'
import type { Rendered } from './message.ts'
import { outboxIdOf } from './message-id.ts'
import type { Accepted, Envelope, Sender, SendFault } from './sender.ts'
import { SendError } from './sender.ts'
import type { SmtpSenderOptions } from './smtp-sender.ts'
import { smtpSender } from './smtp-sender.ts'
import { trust, wireTo } from './testing/wire.ts'

const AT = Date.UTC(2026, 2, 2, 9)
const letter: Rendered = {
  subject: 'Your code for Kerbside',
  text: 'Hello Ann,\n\n123 456\n\nGood for five minutes.\n',
  html: '<p>Hello Ann,</p><p>123 456</p>',
}

function envelopeTo(to: string, id = 1_234_567): Envelope {
  return { id, kind: 'otp', channel: 'email', to, locale: 'en', at: AT, notAfter: AT + 300_000 }
}

function senderTo(
  t: TestContext,
  { host, port, user, password }: MailServer,
  more: Partial<SmtpSenderOptions> = {},
): Sender {
  const from = { name: 'Kerbside', address: 'noreply@kerbside.example' }
  const sender = smtpSender({ host, port, user, password, security: 'starttls', from, ...more })
  t.after(() => sender.close())
  return sender
}

function send(sender: Sender, to = 'ann@example.org', rendered = letter): Promise<Accepted> {
  return sender.send(rendered, envelopeTo(to), new AbortController().signal)
}

/** A mail server whose certificate this process trusts. */
async function trustedServer(t: TestContext, options?: MailServerOptions): Promise<MailServer> {
  const server = await startMailServer(t, options)
  trust(server.ca)
  return server
}

const refusal = (fault: SendFault, detail: RegExp | string) => (error: unknown) => {
  assert.ok(error instanceof SendError, String(error))
  assert.equal(error.fault, fault)
  if (typeof detail === 'string') assert.equal(error.detail, detail)
  else assert.match(error.detail, detail)
  return true
}

test('a mail goes over STARTTLS with sign-in, and carries all that a mail of a machine should', async (t) => {
  const server = await trustedServer(t)
  await send(senderTo(t, server))
  const { from, to, source, parsed } = await server.nextMail()
  assert.equal(from, 'noreply@kerbside.example')
  assert.deepEqual(to, ['ann@example.org'])
  const header = Object.fromEntries(parsed.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 2)]))
  assert.deepEqual(Object.keys(header).sort(), [
    'auto-submitted',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'subject',
    'to',
  ])
  assert.equal(header['from'], 'Kerbside <noreply@kerbside.example>')
  assert.equal(header['to'], 'ann@example.org')
  assert.equal(header['subject'], 'Your code for Kerbside')
  assert.equal(header['date'], 'Mon, 02 Mar 2026 09:00:00 +0000')
  assert.equal(header['message-id'], `<${(1_234_567).toString(36)}.outbox@kerbside.example>`)
  assert.equal(header['auto-submitted'], 'auto-generated')
  assert.match(header['content-type'] ?? '', /^multipart\/alternative/)
  assert.ok(source.split('\r\n').includes('123 456'), 'the code stands alone on its line, as it goes over the wire')
  assert.equal(parsed.html, letter.html)
})

test('the same message sent again is the same mail', async (t) => {
  const server = await trustedServer(t)
  const sender = senderTo(t, server)
  await send(sender)
  await send(sender)
  const [first, second] = [await server.nextMail(), await server.nextMail()]
  assert.equal(first.parsed.messageId, second.parsed.messageId)
})

test('a mail goes over TLS from the first byte, and in clear where it is told to', async (t) => {
  const tlsServer = await trustedServer(t, { security: 'tls' })
  await send(senderTo(t, tlsServer, { security: 'tls' }))
  await tlsServer.nextMail()
  const plain = await startMailServer(t, { security: 'none' })
  await send(senderTo(t, { ...plain, user: '', password: '' }, { security: 'none' }))
  await plain.nextMail()
})

test('where TLS is demanded nothing goes without it', async (t) => {
  const plain = await startMailServer(t, { security: 'none' })
  const wire = await wireTo(t, plain.port)
  await assert.rejects(send(senderTo(t, { ...plain, port: wire.port })), refusal('misconfigured', /STARTTLS/))
  assert.doesNotMatch(wire.said, /AUTH|MAIL FROM/)
})

test('a server with a certificate that nobody vouches for gets neither password nor mail', async (t) => {
  for (const security of ['starttls', 'tls'] as const) {
    const stranger = await startMailServer(t, { security })
    await assert.rejects(send(senderTo(t, stranger, { security })), refusal('misconfigured', /SELF_SIGNED_CERT/))
    assert.equal(stranger.received.length, 0)
  }
})

test('a wrong password is told in the words of the server', async (t) => {
  const server = await trustedServer(t)
  const sender = senderTo(t, server, { password: 'wrong' })
  const expected = refusal('misconfigured', 'SMTP 535 at AUTH PLAIN: Unknown user or password')
  await assert.rejects(send(sender), expected)
  assert.ok(sender.verify)
  await assert.rejects(sender.verify(), expected)
})

test('a server that offers no sign-in to somebody who has a user is not sent anything', async (t) => {
  const plain = await startMailServer(t, { security: 'none' })
  await assert.rejects(send(senderTo(t, plain, { security: 'none' })), refusal('misconfigured', /no sign-in/))
  assert.equal(plain.received.length, 0)
})

test('verify signs in and sends nothing', async (t) => {
  const server = await trustedServer(t)
  await senderTo(t, server).verify?.()
  assert.equal(server.received.length, 0)
})

test('what a server answers to a recipient decides what becomes of the mail, and the address is not kept', async (t) => {
  const answers: Record<string, [code: number, text: string, fault: SendFault, detail: string]> = {
    'busy@example.org': [450, '4.2.1 busy@example.org is busy', 'temporary', 'SMTP 450 4.2.1 at RCPT TO'],
    'grey@example.org': [451, 'Greylisted', 'temporary', 'SMTP 451 at RCPT TO'],
    'gone@example.org': [550, '5.1.1 gone@example.org unknown', 'undeliverable', 'SMTP 550 5.1.1 at RCPT TO'],
    'shut@example.org': [550, '5.2.1 Disabled', 'undeliverable', 'SMTP 550 5.2.1 at RCPT TO'],
    'relay@example.org': [554, '5.7.1 Relay denied', 'rejected', 'SMTP 554 5.7.1 at RCPT TO'],
    'bare@example.org': [550, 'No', 'rejected', 'SMTP 550 at RCPT TO'],
  }
  const server = await trustedServer(t, {
    refuse(recipient) {
      const [code, text] = answers[recipient] ?? []
      return code === undefined || text === undefined ? undefined : { code, text }
    },
  })
  const wire = await wireTo(t, server.port)
  const sender = senderTo(t, { ...server, port: wire.port })
  for (const [address, [, , fault, detail]] of Object.entries(answers)) {
    await assert.rejects(send(sender, address), refusal(fault, detail))
  }
  await send(sender)
  assert.deepEqual((await server.nextMail()).to, ['ann@example.org'])
  assert.ok(wire.connections <= 2, 'a refused mail leaves its connection in use')
})

test('a server that is not there is a temporary trouble, known at once', async (t) => {
  const server = await startMailServer(t)
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const address = closed.address()
  assert.ok(address !== null && typeof address === 'object')
  closed.close()
  await assert.rejects(
    send(senderTo(t, { ...server, port: address.port })),
    refusal('temporary', 'ESOCKET ECONNREFUSED'),
  )
})

test('a connection that breaks in the middle of a mail is a temporary trouble', async (t) => {
  const plain = await startMailServer(t, { security: 'none' })
  const wire = await wireTo(t, plain.port)
  const sender = senderTo(t, { ...plain, port: wire.port, user: '' }, { security: 'none' })
  wire.cutAt('Subject:')
  await assert.rejects(send(sender), refusal('temporary', /^E?[A-Za-z ]+/))
  assert.equal(plain.received.length, 0)
  await send(sender)
  await plain.nextMail()
})

test('a sender that is told to stop leaves a server that does not answer', async (t) => {
  const deaf = createServer(() => {}).listen(0, '127.0.0.1')
  await once(deaf, 'listening')
  const address = deaf.address()
  assert.ok(address !== null && typeof address === 'object')
  t.after(() => deaf.close())
  const sender = senderTo(t, { ...(await startMailServer(t)), port: address.port })
  const stop = new AbortController()
  const sent = sender.send(letter, envelopeTo('ann@example.org'), stop.signal)
  stop.abort(new SendError('temporary', 'stopped'))
  await assert.rejects(sent)
})

test('mail in other scripts and to other domains arrives as it was meant', async (t) => {
  const server = await trustedServer(t)
  const rendered = { subject: 'तपाईंको कोड', text: 'رمزك:\n\n123 456\n', html: '<p dir="rtl">رمزك</p>' }
  await send(senderTo(t, server), 'jürgen@bücher.example', rendered)
  const { to, parsed } = await server.nextMail()
  assert.deepEqual(to, ['jürgen@bücher.example'])
  assert.equal(parsed.subject, 'तपाईंको कोड')
  assert.equal(parsed.text, 'رمزك:\n\n123 456\n')
})

test('a sender refuses at its making what could never work', () => {
  const server = { host: 'localhost', port: 25, security: 'none' } as const
  assert.throws(() => smtpSender({ ...server, from: { name: '', address: 'a@b, c@d' } }), TypeError)
  const from = { name: '', address: 'noreply@kerbside.example' }
  assert.throws(() => smtpSender({ ...server, from, user: 'kerbside' }), TypeError)
})

test('a mail names where it comes back to and is from the sender all the same, and its Message-ID is signed', async (t) => {
  const server = await trustedServer(t)
  await send(senderTo(t, server, { returnPath: 'bounces@kerbside.example', messageIdKey: 'a key' }))
  const { from, parsed } = await server.nextMail()
  assert.equal(from, 'bounces@kerbside.example')
  assert.equal(parsed.from?.text, '"Kerbside" <noreply@kerbside.example>')
  assert.equal(outboxIdOf(parsed.messageId ?? '', ['a key']), 1_234_567)
  assert.throws(() => senderTo(t, server, { returnPath: 'a, b@c.example' }), /`returnPath`/)
})
