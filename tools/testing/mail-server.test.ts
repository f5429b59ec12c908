import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { test } from 'node:test'
import type { SendMailOptions } from 'nodemailer'
import { createTransport } from 'nodemailer'
import { localhostCertificate } from './certificate.ts'
import type { MailServer } from './mail-server.ts'
import { startMailServer } from './mail-server.ts'

const letter = { from: 'office@example.com', to: 'ram@example.com', subject: 'सङ्कलन', text: 'On Monday' }

/** Sends as a real client does: STARTTLS and authentication are demanded, the certificate is checked. */
async function send(server: MailServer, mail: SendMailOptions, trust: { ca?: string; pass?: string } = {}) {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    requireTLS: true,
    tls: { ca: trust.ca ?? server.ca },
    auth: { user: server.user, pass: trust.pass ?? server.password },
  })
  try {
    return await transport.sendMail(mail)
  } finally {
    transport.close()
  }
}

test('a mail sent over STARTTLS with authentication is received as it was written', async (t) => {
  const server = await startMailServer(t)
  await send(server, letter)
  const mail = await server.nextMail('ram@example.com')
  assert.equal(mail.from, 'office@example.com')
  assert.equal(mail.parsed.subject, 'सङ्कलन')
  assert.equal(mail.parsed.text?.trim(), 'On Monday')
  assert.match(mail.source, /^Message-ID: /m)
})

test('mails are handed out once, oldest first, also before they have come', async (t) => {
  const server = await startMailServer(t)
  const first = server.nextMail()
  await send(server, letter)
  await send(server, { ...letter, to: 'sita@example.com' })
  await send(server, { ...letter, text: 'On Tuesday' })
  assert.deepEqual((await first).to, ['ram@example.com'])
  assert.equal((await server.nextMail('ram@example.com')).parsed.text?.trim(), 'On Tuesday')
  assert.deepEqual((await server.nextMail()).to, ['sita@example.com'])
  assert.equal(server.received.length, 3)
})

test('a wrong password, a stranger’s certificate and a refused recipient stop a mail', async (t) => {
  const server = await startMailServer(t, {
    refuse: (address) => (address.startsWith('full@') ? { code: 452, text: 'Mailbox full' } : undefined),
  })
  await assert.rejects(send(server, letter, { pass: 'guess' }), { code: 'EAUTH' })
  await assert.rejects(send(server, letter, { ca: localhostCertificate().cert }), /certificate/i)
  await assert.rejects(send(server, { ...letter, to: 'full@example.com' }), { responseCode: 452 })
  assert.deepEqual(server.received, [])
})

test('a pooled client that stays connected over TLS does not keep the test from ending', async (t) => {
  const server = await startMailServer(t, { security: 'tls' })
  const transport = createTransport({
    pool: true,
    host: server.host,
    port: server.port,
    secure: true,
    tls: { ca: server.ca },
    auth: { user: server.user, pass: server.password },
  })
  await transport.sendMail(letter)
  await server.nextMail()
})

test('a server without TLS and authentication takes mail from anybody', async (t) => {
  const server = await startMailServer(t, { security: 'none' })
  const transport = createTransport({ host: server.host, port: server.port, ignoreTLS: true })
  await transport.sendMail(letter)
  assert.deepEqual((await server.nextMail()).to, ['ram@example.com'])
})

test('the certificate is its own authority, for localhost alone', () => {
  const certificate = new X509Certificate(localhostCertificate().cert)
  assert.equal(certificate.verify(certificate.publicKey), true)
  assert.equal(certificate.ca, true)
  assert.equal(certificate.checkHost('localhost'), 'localhost')
  assert.equal(certificate.checkIP('127.0.0.1'), '127.0.0.1')
  assert.equal(certificate.checkHost('example.com'), undefined)
})
