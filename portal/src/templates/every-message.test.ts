import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import fc from 'fast-check'
import { startMailServer } from '../../../tools/testing/mail-server.ts'
import { wordingsOf } from '../create-parts.ts'
import { features } from '../features.ts'
import { locales } from '../locales/index.ts'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { startPortal } from '../testing/start-portal.ts'
import { ourTemplates } from './index.ts'
import { countSegments } from './segments.ts'
import { speechOf } from './templates.ts'
import { templateFolder, templatesOf } from './testing/template-folder.ts'

const letterhead = {
  operator: 'Kerbside',
  host: 'bins.example-town.np',
  origin: 'https://bins.example-town.np',
  codeInSubject: false,
}
const ours = ourTemplates(letterhead)
const wordings = wordingsOf(features)
const digitLines = (text: string) => text.split('\n').filter((line) => /^[\d -]+$/.test(line))

for (const locale of locales) {
  for (const wording of wordings) {
    test(`our own words for ${wording.name} keep every rule that templates keep (${locale})`, () => {
      for (const { name, values, segments } of wording.samples(speechOf(letterhead, locale))) {
        const mail = ours.render(wording, { channel: 'email', locale }, values)
        const sms = ours.render(wording, { channel: 'sms', locale }, values)
        assert.equal(digitLines(mail.text).length, wording.carries === 'code' ? 1 : 0, name)
        assert.match(mail.subject ?? '', /^[^\n]+$/)
        assert.doesNotMatch(mail.html ?? '', /<(?:a|img|script|link)\b|url\(/)
        assert.doesNotMatch(mail.html ?? '', /undefined|null|NaN/)
        assert.ok(countSegments(sms.text) <= segments, `${name}: ${sms.text}`)
        assert.equal(/\n@bins\.example-town\.np #\d+$/.test(sms.text), wording.carries === 'code')
      }
    })
  }
}

// Letters, what ends lines in any system, and what begins headers and lines of digits.
const hostile = fc
  .array(
    fc.constantFrom(
      '\n123456\n',
      '\r',
      '\n',
      '\u0085',
      '\u2028',
      '\0',
      ' ',
      '1',
      '-',
      'é',
      'Bcc: x@example.com',
      '<b>',
      '"',
    ),
  )
  .map((signs) => signs.join(''))

const subjectsThatNameValues = {
  'sign-in-code/email.subject.txt': 'For {name, select, none {you} other {{name}}}',
  'sign-in-code/email.txt': 'For {name, select, none {you} other {{name}}}\n\n{code}',
  'sign-in-pass/email.subject.txt': 'For {name, select, none {you} other {{name}}}',
  'new-device/email.subject.txt': '{device} {contact}',
  'new-device/email.txt': 'On {device}\nfor {contact}',
  'contact-changed/email.subject.txt': '{number} {contact}',
}

for (const [whose, templates] of [
  ['ours', () => ours],
  ["the operator's", (t: TestContext) => templatesOf(t, subjectsThatNameValues)],
] as const) {
  test(`no value begins a header, a line of digits or a tag (${whose})`, (t) => {
    const words = templates(t)
    fc.assert(
      fc.property(fc.constantFrom(...wordings), fc.constantFrom(...locales), hostile, (wording, locale, value) => {
        for (const sample of wording.samples(speechOf(letterhead, locale))) {
          const values = { ...sample.values, ...replaced(sample.values, value) }
          const mail = words.render(wording, { channel: 'email', locale }, values)
          assert.doesNotMatch(mail.subject ?? '', /[\p{Cc}\u2028\u2029]/u)
          assert.equal(digitLines(mail.text).length, wording.carries === 'code' ? 1 : 0, mail.text)
          assert.doesNotMatch(mail.html ?? '', /<b>/)
        }
      }),
    )
  })
}

/** Values that come from people, in place of the made-up ones. */
const replaced = (values: Readonly<Record<string, unknown>>, value: string) =>
  Object.fromEntries(
    ['name', 'contact', 'device', 'number']
      .filter((name) => typeof values[name] === 'string')
      .map((name) => [name, value]),
  )

test('a name that holds a line break brings no header into a mail', async (t) => {
  const { port, nextMail } = await startMailServer(t, { security: 'none' })
  const portal = await startPortal(t, {
    settings: {
      EMAIL_BACKEND: 'smtp',
      EMAIL_HOST: '127.0.0.1',
      EMAIL_PORT: String(port),
      MESSAGE_TEMPLATES: templateFolder(t, subjectsThatNameValues),
    },
  })
  const email = 'asha@example.com'
  await addCustomer(portal, { name: 'Asha\r\nBcc: thief@example.com\r\n\r\n654321', email })
  await portal.browser().submit(paths.otp.request, { otp_type: 'email', email })
  const { parsed: mail } = await nextMail(email)
  assert.equal(mail.subject, 'For Asha Bcc: thief@example.com 654321')
  assert.equal(mail.bcc, undefined)
  assert.equal(digitLines(mail.text ?? '').length, 1)
})
