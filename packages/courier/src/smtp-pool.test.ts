import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { startMailServer } from '../../../tools/testing/mail-server.ts'
import type { Sender } from './sender.ts'
import { SmtpPool } from './smtp-pool.ts'
import { smtpSender } from './smtp-sender.ts'
import { SmtpSession } from './smtp-session.ts'
import type { Wire } from './testing/wire.ts'
import { wireTo } from './testing/wire.ts'

const { signal } = new AbortController()

interface Line {
  readonly sender: Sender
  readonly wire: Wire
  send(): Promise<unknown>
}

/** A sender and, behind a wire, a mail server that wants neither TLS nor sign-in. */
async function line(t: TestContext): Promise<Line> {
  const { host, port } = await startMailServer(t, { security: 'none' })
  const wire = await wireTo(t, port)
  const from = { name: '', address: 'noreply@kerbside.example' }
  const sender = smtpSender({ host, port: wire.port, security: 'none', from })
  t.after(() => sender.close())
  const envelope = {
    id: 1,
    kind: 'otp',
    channel: 'email',
    to: 'ann@example.org',
    locale: 'en',
    at: 0,
    notAfter: 1,
  } as const
  const send = () => sender.send({ subject: 'Hello', text: '123 456' }, envelope, new AbortController().signal)
  return { sender, wire, send }
}

test('mails one after another share a connection', async (t) => {
  const { wire, send } = await line(t)
  for (let mail = 0; mail < 10; mail++) await send()
  assert.equal(wire.connections, 1)
})

test('many mails at once share few connections, and all go', async (t) => {
  const { wire, send } = await line(t)
  await Promise.all(Array.from({ length: 40 }, send))
  assert.equal(wire.connections, 5)
})

test('a connection that the server ended while it was idle costs no mail', async (t) => {
  const { wire, send } = await line(t)
  await send()
  wire.cut()
  await wire.until(() => wire.open === 0)
  await send()
  assert.equal(wire.connections, 2)
})

test('a connection that breaks as the next mail begins costs no mail', async (t) => {
  const { wire, send } = await line(t)
  await send()
  wire.cutAt('MAIL FROM')
  await send()
  assert.equal(wire.connections, 2)
})

test('a warm sender is connected before the first mail, says so now and then, and comes back when cut off', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { sender, wire, send } = await line(t)
  sender.warm?.()
  await wire.until(() => wire.said.includes('EHLO'))
  t.mock.timers.tick(20_000)
  await wire.until(() => wire.said.includes('RSET'))
  await send()
  assert.equal(wire.connections, 1)
  wire.cut()
  await wire.until(() => wire.open === 0)
  t.mock.timers.tick(20_000)
  await wire.until(() => wire.connections === 2)
})

test('of several idle connections one stays', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const { sender, wire, send } = await line(t)
  sender.warm?.()
  await Promise.all(Array.from({ length: 5 }, send))
  assert.equal(wire.open, 5)
  for (let tick = 0; tick < 2; tick++) {
    t.mock.timers.tick(20_000)
    await wire.until(() => wire.said.split('RSET').length === tick + 2)
  }
  await wire.until(() => wire.open === 1)
})

test('a connection that wears out has its successor ready', async (t) => {
  const { sender, wire, send } = await line(t)
  sender.warm?.()
  for (let mail = 0; mail < 75; mail++) await send()
  await wire.until(() => wire.connections === 2)
  for (let mail = 75; mail < 100; mail++) await send()
  assert.equal(wire.connections, 2)
})

test('of many mails one after another none waits for a connection, and few connections stand', async (t) => {
  const { host, port } = await startMailServer(t, { security: 'none' })
  const wire = await wireTo(t, port)
  let opening = Promise.resolve()
  let opened = 0
  const open = (signal: AbortSignal) => {
    const session = SmtpSession.open({ host, port: wire.port, security: 'none' }, signal)
    opening = session.then(() => {
      opened += 1
    })
    return session
  }
  const pool = new SmtpPool({ open, limit: 5 })
  t.after(() => pool.close())
  pool.warm()
  const bytes = Buffer.from('Subject: Hello\r\n\r\n123 456')
  for (let mail = 0; mail < 260; mail++) {
    await setImmediate() // an opening begins, if one is due
    await opening
    await setImmediate()
    const before = opened
    await pool.use((session) => {
      assert.equal(opened, before, `mail ${mail}`)
      return session.send({ from: 'noreply@kerbside.example', to: 'ann@example.org', bytes }, signal)
    }, signal)
    assert.ok(wire.open <= 2)
  }
})

test('a closed sender holds no connection, and opens one when it is used again', async (t) => {
  const { sender, wire, send } = await line(t)
  sender.warm?.()
  await send()
  await sender.close()
  await wire.until(() => wire.open === 0)
  await send()
  await sender.close()
  await wire.until(() => wire.open === 0)
})
