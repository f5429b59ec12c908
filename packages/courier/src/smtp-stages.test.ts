/** What becomes of a message when a real mail server refuses, delays or hangs up, at each stage of a session. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { MailServer, MailServerOptions, SmtpStage } from '../../../tools/testing/mail-server.ts'
import { startMailServer } from '../../../tools/testing/mail-server.ts'
import type { Sender } from './sender.ts'
import { smtpSender } from './smtp-sender.ts'
import { trust, wireTo } from './testing/wire.ts'
import type { World } from './testing/worlds.ts'
import { onBoth, world } from './testing/worlds.ts'

const from = { name: 'Kerbside', address: 'noreply@kerbside.example' }

/** By STARTTLS and sign-in. */
function senderTo(t: TestContext, { host, port, user, password }: MailServer, name = 'smtp'): Sender {
  const sender = smtpSender({ host, port, user, password, security: 'starttls', from, name })
  t.after(() => sender.close())
  return sender
}

/** A mail server whose certificate this process trusts. */
async function trustedServer(t: TestContext, options: MailServerOptions): Promise<MailServer> {
  const server = await startMailServer(t, options)
  trust(server.ca)
  return server
}

/** Sends one message by these senders. → what its row says */
async function sendBy(all: World, senders: readonly Sender[]) {
  const post = all.courier({ senders: { email: senders }, random: () => 0 })
  await post.start()
  await all.enqueue(post)
  await post.idle()
  const { state, sender, fault, fault_detail } = await all.row()
  return { post, row: { state, sender, fault, fault_detail } }
}

const refusals: [stage: SmtpStage, code: number, alone: string, fault: string, detail: RegExp][] = [
  ['connect', 421, 'queued', 'temporary', /^SMTP 421 at CONN: /],
  ['connect', 554, 'queued', 'misconfigured', /^SMTP 554 at CONN: /],
  ['auth', 454, 'queued', 'temporary', /^SMTP 454 at AUTH PLAIN: /],
  ['auth', 535, 'queued', 'misconfigured', /^SMTP 535 at AUTH PLAIN: /],
  ['sender', 451, 'queued', 'temporary', /^SMTP 451 at MAIL FROM$/],
  ['sender', 550, 'failed', 'rejected', /^SMTP 550 at MAIL FROM$/],
  ['recipient', 450, 'queued', 'temporary', /^SMTP 450 at RCPT TO$/],
  ['recipient', 554, 'failed', 'rejected', /^SMTP 554 at RCPT TO$/],
  ['mail', 452, 'queued', 'temporary', /^SMTP 452 at DATA$/],
  ['mail', 554, 'failed', 'rejected', /^SMTP 554 at DATA$/],
]

for (const [stage, code, alone, fault, detail] of refusals) {
  onBoth(
    `a server that says ${code} at ${stage} has its message ${alone}, and a second one takes it`,
    async (all, t) => {
      const server = await startMailServer(t, { at: (at) => (at === stage ? { code, text: 'No' } : undefined) })
      trust(server.ca)
      const sole = await sendBy(all, [senderTo(t, server)])
      assert.deepEqual({ ...sole.row, fault_detail: '' }, { state: alone, sender: 'smtp', fault, fault_detail: '' })
      assert.match(String(sole.row.fault_detail), detail)
      await sole.post.stop()
      await all.store.write((trx) => trx.run('DELETE FROM outbox'))

      const plain = await startMailServer(t, { security: 'none' })
      const second = smtpSender({ host: plain.host, port: plain.port, security: 'none', from, name: 'smtp-2' })
      t.after(() => second.close())
      const { row } = await sendBy(all, [senderTo(t, server), second])
      assert.equal(row.state, 'sent')
      assert.equal(row.sender, 'smtp-2')
      assert.equal(plain.received.length, 1)
    },
  )
}

onBoth('a server that greylists has the message at the second attempt, and no circuit opens', async (all, t) => {
  const seen = new Set<string>()
  const server = await trustedServer(t, {
    refuse(recipient) {
      if (seen.has(recipient)) return undefined
      seen.add(recipient)
      return { code: 451, text: '4.7.1 Greylisted, come back later' }
    },
  })
  const post = all.courier({ senders: { email: [senderTo(t, server)] }, random: () => 0 })
  await post.start()
  for (let code = 0; code < 8; code++) await all.enqueue(post, { address: `ann${code}@example.org` })
  await post.idle()
  assert.ok((await all.rows()).every(({ state }) => state === 'queued'))
  all.clock.advance(100)
  await post.sweep()
  await post.idle()
  assert.ok((await all.rows()).every(({ state }) => state === 'sent'))
  assert.ok(all.events.every(({ event }) => event !== 'circuit_opened'))
})

onBoth('a connection that breaks in the middle of a mail has it sent by the next server', async (all, t) => {
  const server = await trustedServer(t, {
    at(stage) {
      if (stage === 'data') wire.cut()
      return undefined
    },
  })
  const wire = await wireTo(t, server.port)
  const second = await startMailServer(t, { security: 'none' })
  const next = smtpSender({ host: second.host, port: second.port, security: 'none', from, name: 'smtp-2' })
  t.after(() => next.close())
  const { row } = await sendBy(all, [senderTo(t, { ...server, port: wire.port }), next])
  assert.deepEqual([row.state, row.sender, row.fault], ['sent', 'smtp-2', null])
  assert.equal(second.received.length, 1)
})

onBoth('what breaks after the mail was taken, and before that is said, goes again as the same mail', async (all, t) => {
  let breaks = 1
  const server = await trustedServer(t, {
    async at(stage) {
      if (stage === 'mail' && breaks-- > 0) {
        wire.cut()
        await wire.until(() => wire.open === 0)
      }
      return undefined
    },
  })
  const wire = await wireTo(t, server.port)
  const { post } = await sendBy(all, [senderTo(t, { ...server, port: wire.port })])
  all.clock.advance(100)
  await post.sweep()
  await post.idle()
  assert.equal((await all.row())['state'], 'sent')
  const [first, again] = [await server.nextMail(), await server.nextMail()]
  assert.equal(first.parsed.messageId, again.parsed.messageId)
})

test('a server that does not answer is left after ten seconds where another one stands by', async (t) => {
  const all = await world(t, 'sqlite')
  const server = await trustedServer(t, { at: (stage) => (stage === 'mail' ? new Promise(() => {}) : undefined) })
  const reached = Promise.withResolvers<void>()
  const slow = senderTo(t, server)
  const silent: Sender = {
    ...slow,
    send: (rendered, envelope, signal) => {
      reached.resolve()
      return slow.send(rendered, envelope, signal)
    },
  }
  const second = await startMailServer(t, { security: 'none' })
  const next = smtpSender({ host: second.host, port: second.port, security: 'none', from, name: 'smtp-2' })
  t.after(() => next.close())
  const post = all.courier({ senders: { email: [silent, next] } })
  await post.start()
  t.mock.timers.enable({ apis: ['setTimeout'] })
  await all.enqueue(post)
  await reached.promise
  t.mock.timers.tick(9_999)
  assert.equal(second.received.length, 0)
  t.mock.timers.tick(1)
  t.mock.timers.reset()
  await second.nextMail()
})
