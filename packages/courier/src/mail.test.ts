import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import MailComposer from 'nodemailer/lib/mail-composer'
import { layOutMail } from './mail.ts'
import { parseMailboxAddress, wireAddress } from './mailbox-address.ts'
import type { Envelope } from './sender.ts'
import { SendError } from './sender.ts'

const FROM = { name: 'Kerbside', address: 'noreply@kerbside.example' }

function envelopeTo(to: string): Envelope {
  const at = Date.UTC(2026, 2, 2, 9)
  return { id: 1, kind: 'otp', channel: 'email', to, locale: 'en', at, notAfter: at + 1 }
}

/** Text such as an attacker sends: pieces of headers, of addresses, of lines. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\0',
        '\u2028',
        'Bcc: ',
        'evil@x.example',
        'a@b.example',
        ', ',
        '<',
        '>',
        '"',
        ';',
        ':',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => pieces.join(''))

test('no subject, address or name can add a header or a recipient', async () => {
  const names = ['auto-submitted', 'content-transfer-encoding', 'content-type', 'date', 'from', 'message-id']
  await fc.assert(
    fc.asyncProperty(hostile, hostile, hostile, async (subject, to, name) => {
      const from = parseMailboxAddress(`${name} <noreply@kerbside.example>`) ?? FROM
      let mail: ReturnType<typeof layOutMail>
      try {
        mail = layOutMail(from, { subject, text: 'hello' }, envelopeTo(to))
      } catch (error) {
        assert.ok(error instanceof SendError)
        return
      }
      const parsed = await simpleParser(await new MailComposer(mail.content).compile().build())
      const found = parsed.headerLines.map(({ key }) => key).sort()
      assert.deepEqual(
        found.filter((key) => key !== 'subject'),
        [...names, 'mime-version', 'to'],
      )
      assert.equal(found.length, new Set(found).size)
      assert.match(mail.to, /^[^@\s]+@[^@\s]+$/)
      assert.deepEqual(
        // The reader shows a domain in its own script where the local part is not ASCII: it is the same domain.
        [parsed.to].flat().flatMap((header) => header?.value.map(({ address = '' }) => wireAddress(address))),
        [mail.to],
      )
    }),
    { numRuns: 300 },
  )
})

test('a line break in a subject is refused, and so is an address of more than one', () => {
  const letter = { subject: 'Hello', text: 'hello' }
  const refused = (to: string, subject = 'Hello') => {
    assert.throws(() => layOutMail(FROM, { ...letter, subject }, envelopeTo(to)), SendError)
  }
  refused('ann@example.org', 'Hello\r\nBcc: evil@x.example')
  refused('a@b.example\r\nBcc: evil@x.example')
  refused('a@b.example, c@d.example')
  refused('<a@b.example>')
  refused('a@b@c.example')
  refused('ann')
  refused('a@b.example㈀') // in ASCII it holds brackets
})

test('what a setting says of a sender is read as a name and an address', () => {
  const reads = (text: string) => parseMailboxAddress(text)
  assert.deepEqual(reads('noreply@example.org'), { name: '', address: 'noreply@example.org' })
  assert.deepEqual(reads(' Kerbside <noreply@example.org> '), { name: 'Kerbside', address: 'noreply@example.org' })
  assert.deepEqual(reads('"Waste, \\"City\\"" <a@example.org>'), { name: 'Waste, "City"', address: 'a@example.org' })
  assert.deepEqual(reads('Müll <amt@bücher.example>'), { name: 'Müll', address: 'amt@xn--bcher-kva.example' })
  for (const wrong of ['', 'Kerbside', 'a@b, c@d', 'A <a@b> <c@d>', 'A\nB <a@b.example>', 'A <a b@c.example>']) {
    assert.equal(reads(wrong), undefined, wrong)
  }
})

test('the domain of an address goes over the wire in ASCII, its local part as it is', () => {
  assert.equal(wireAddress('Jürgen@Bücher.example'), 'Jürgen@xn--bcher-kva.example')
  assert.equal(wireAddress(`a@${'b'.repeat(260)}.example`), undefined)
})
