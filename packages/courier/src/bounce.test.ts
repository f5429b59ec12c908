import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BounceReport } from './bounce.ts'
import { LARGEST_BOUNCE_BYTES, readBounce } from './bounce.ts'
import { complaint, deliveryReport } from './testing/reports.ts'

const id = '<abc.outbox@example.net>'
const read = (mail: string) => readBounce(Buffer.from(mail))
const recipientsOf = (report: BounceReport | undefined) => (report?.kind === 'delivery' ? report.recipients : [])

test('a report says what became of each recipient, and of which mail', async () => {
  const report = await read(
    deliveryReport(
      id,
      {
        to: 'ann@example.org',
        original: 'Ann@Example.org',
        diagnostic: '550 5.1.1 <ann@example.org>:\r\n  no such user',
      },
      { to: 'bob@example.org', action: 'Delayed', status: '4.4.1 (no answer)' },
    ),
  )
  assert.equal(report?.kind, 'delivery')
  assert.equal(report?.messageId, id)
  assert.deepEqual(recipientsOf(report), [
    {
      finalRecipient: 'ann@example.org',
      originalRecipient: 'Ann@Example.org',
      action: 'failed',
      status: '5.1.1',
      diagnostic: '550 5.1.1 <ann@example.org>: no such user',
      verdict: 'unreachable',
    },
    {
      finalRecipient: 'bob@example.org',
      originalRecipient: undefined,
      action: 'delayed',
      status: '4.4.1',
      diagnostic: undefined,
      verdict: 'temporary',
    },
  ])
})

test('the mail that came back is named by its header, by the whole mail, or not at all', async () => {
  const whole = deliveryReport(id, {}).replace('text/rfc822-headers', 'message/rfc822')
  assert.equal((await read(whole))?.messageId, id)
  const folded = deliveryReport(`\r\n ${id}`, {})
  assert.equal((await read(folded))?.messageId, id)
  assert.equal((await read(deliveryReport(undefined, {})))?.messageId, undefined)
  const encoded = deliveryReport(id, {}).replace(
    /(Content-Type: text\/rfc822-headers\r\n)\r\n(.*)\r\n(?=--edge--)/s,
    (_, type: string, header: string) =>
      `${type}Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(header).toString('base64')}\r\n`,
  )
  assert.equal((await read(encoded))?.messageId, id)
})

test('a Message-ID that stands anywhere else in a report is not that of the mail that came back', async () => {
  const inBody = deliveryReport(undefined, {}).replace(
    'Your message could',
    `Message-ID: ${id}\r\n\r\nYour message could`,
  )
  assert.equal((await read(inBody))?.messageId, undefined)
  const quoted = deliveryReport('<own@example.net>', {}).replace(
    'Your bill\r\n',
    `Your bill\r\n\r\nMessage-ID: ${id}\r\n`,
  )
  assert.equal((await read(quoted))?.messageId, '<own@example.net>')
})

/** Statuses of permanent failures, what the server said, and how they are judged. */
const table = [
  ['5.1.1', undefined, 'unreachable'],
  ['5.1.2', undefined, 'unreachable'],
  ['5.1.6', undefined, 'unreachable'],
  ['5.1.10', undefined, 'unreachable'],
  ['5.1.7', undefined, 'refused'],
  ['5.1.8', undefined, 'refused'],
  ['5.2.1', undefined, 'unreachable'],
  ['5.2.2', '552 5.2.2 over quota', 'temporary'],
  ['5.2.3', undefined, 'refused'],
  ['5.3.0', undefined, 'refused'],
  ['5.3.4', undefined, 'refused'],
  ['5.4.1', undefined, 'unreachable'],
  ['5.4.4', undefined, 'unreachable'],
  ['5.4.310', undefined, 'unreachable'],
  ['5.4.6', undefined, 'temporary'],
  ['5.4.7', undefined, 'temporary'],
  ['5.5.0', '550 5.5.0 no such user', 'refused'],
  ['5.6.0', undefined, 'refused'],
  ['5.7.1', '550 5.7.1 blocked by a list', 'refused'],
  ['5.7.26', undefined, 'refused'],
  ['4.4.7', undefined, 'temporary'],
  ['4.2.2', undefined, 'temporary'],
  ['5.0.0', '550 5.1.1 no such user', 'unreachable'],
  ['5.0.0', '550 5.7.1 blocked', 'refused'],
  ['5.0.0', '550 #5.1.0 Address rejected', 'unreachable'],
  ['5.0.0', '550 no such user', 'unreachable'],
  ['5.0.0', '553 not here', 'unreachable'],
  ['5.0.0', '554 your host is on a list', 'refused'],
  ['5.0.0', '552 too large', 'refused'],
  ['5.0.0', undefined, 'refused'],
  ['5.1.1', '421 4.7.0 try later', 'unreachable'],
] as const

test('a failure counts against the address only where it is about the address', async () => {
  for (const [status, diagnostic, verdict] of table) {
    const said = diagnostic === undefined ? {} : { diagnostic }
    const [recipient] = recipientsOf(await read(deliveryReport(id, { status, ...said })))
    assert.equal(recipient?.verdict, verdict, `${status} ${diagnostic}`)
  }
})

test('what is late, delivered or handed on counts against nobody, whatever its status', async () => {
  for (const [action, verdict] of [
    ['delayed', 'temporary'],
    ['delivered', 'arrived'],
    ['relayed', 'arrived'],
    ['expanded', 'arrived'],
  ] as const) {
    const [recipient] = recipientsOf(await read(deliveryReport(id, { action, status: '5.1.1' })))
    assert.equal(recipient?.verdict, verdict, action)
  }
  assert.deepEqual(recipientsOf(await read(deliveryReport(id, { action: 'eaten' }, { status: 'bad' }))), [])
})

test('a complaint names its mail and its kind', async () => {
  assert.deepEqual(await read(complaint(id, 'Abuse')), { kind: 'complaint', messageId: id, feedbackType: 'abuse' })
})

test('any other mail, and what is no mail at all, is no report', async () => {
  const away =
    'From: ann@example.org\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nStatus: 5.1.1\r\n'
  for (const mail of [away, '', '\0\0', 'x'.repeat(1000), `${'a: b\r\n'.repeat(5000)}`])
    assert.equal(await read(mail), undefined)
  const padded = Buffer.concat([Buffer.from(deliveryReport(id, {})), Buffer.alloc(LARGEST_BOUNCE_BYTES)])
  assert.equal(await readBounce(padded), undefined)
})

test('a report with a thousand recipients, or with parts in parts in parts, ends in good time', async () => {
  const many = await read(deliveryReport(id, ...Array.from({ length: 1000 }, () => ({}))))
  assert.ok(recipientsOf(many).length <= 100)
  const nested = Array.from({ length: 5000 }, (_, n) => `--b\r\nContent-Type: multipart/mixed; boundary=b${n}\r\n\r\n`)
  await read(`Content-Type: multipart/report; boundary=b\r\n\r\n${nested.join('')}`)
})
