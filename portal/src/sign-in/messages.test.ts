import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RevealedCode, RevealedPass } from '@kerbside/otp'
import { locales, translate } from '../locales/index.ts'
import { ourTemplates } from '../templates/index.ts'
import { countSegments } from '../templates/segments.ts'
import { renderCode } from './messages.ts'

// The longest host that still leaves one segment.
const letterhead = {
  operator: 'Kerbside',
  host: 'portal.example-12.com',
  origin: 'https://portal.example-12.com',
  codeInSubject: false,
}
const host20 = { ...letterhead, host: 'bins.example-town.np' }
const [ours, ours20] = [ourTemplates(letterhead), ourTemplates(host20)]
const revealed: RevealedCode = {
  code: '048213',
  mark: 'K7',
  pass: null,
  denial: null,
  minutesLeft: 10,
  expiresAt: 0,
  purpose: 'sign-in',
  name: 'Demo <b>Household</b>',
  locale: 'en',
}

const late: RevealedPass = {
  code: null,
  mark: 'K7',
  pass: '482177300194',
  denial: 'a-token',
  purpose: 'sign-in',
  name: null,
  locale: 'en',
}

for (const locale of locales) {
  test(`an SMS with six digits is one segment and ends with the line that binds it to our site (${locale})`, () => {
    const { text } = renderCode(ours20, { channel: 'sms', locale }, revealed)
    assert.equal(countSegments(text), 1, `${[...text].length} characters: ${text}`)
    assert.deepEqual(boundCode(text), { host: host20.host, code: '048213' })
  })

  test(`an SMS with a pass, or with a long code, is at most two segments (${locale})`, () => {
    const withPass = renderCode(ours20, { channel: 'sms', locale }, { ...revealed, pass: '482177300194' })
    const long = renderCode(ours20, { channel: 'sms', locale }, { ...revealed, code: '0482135501934822' })
    assert.ok(countSegments(withPass.text) <= 2, `${withPass.text.length} characters: ${withPass.text}`)
    assert.ok(countSegments(long.text) <= 2, long.text)
  })

  test(`an SMS about a new device is at most two segments (${locale})`, () => {
    const t = translate(locale)
    const devices = ['Samsung Internet, Android', t('sign-in.sessions.unknownDevice')]
    for (const contact of ['r***@e***.example', '+977 *** 67']) {
      for (const device of devices) {
        const text = t('sign-in.newDevice.sms', { operator: letterhead.operator, contact, device })
        assert.ok(countSegments(text) <= 2, `${text.length} characters: ${text}`)
      }
    }
  })

  test(`an SMS about passkeys is at most two segments (${locale})`, () => {
    const t = translate(locale)
    for (const news of ['added', 'removed', 'codesOff', 'codesOn'] as const) {
      const told = t(`sign-in.passkey.news.${news}`, { operator: letterhead.operator, contact: 'r***@e***.example' })
      const text = `${told} ${t('sign-in.passkey.news.notMineSms')}`
      assert.ok(countSegments(text) <= 2, `${text.length} characters: ${text}`)
    }
  })

  test(`a message whose code is over brings the pass inside a sentence, and no line of digits (${locale})`, () => {
    const sms = renderCode(ours, { channel: 'sms', locale }, late)
    const mail = renderCode(ours, { channel: 'email', locale }, late)
    assert.ok(countSegments(sms.text) <= 2, `${sms.text.length} characters: ${sms.text}`)
    assert.equal(boundCode(sms.text), undefined)
    for (const { text } of [sms, mail]) {
      assert.match(text, /4821 7730 0194/)
      assert.doesNotMatch(text, /^[\d -]+$/m)
    }
    assert.match(mail.text, /a-token/)
    assert.ok(mail.subject?.includes('K7'))
  })

  test(`a mail has the code alone on one line of its text, and the same code in its HTML (${locale})`, () => {
    const {
      subject = '',
      text,
      html = '',
    } = renderCode(ours, { channel: 'email', locale }, { ...revealed, pass: '482177300194' })
    assert.deepEqual(
      text.split('\n').filter((line) => /^[\d -]+$/.test(line)),
      ['048213'],
    )
    assert.match(html, />048213</)
    assert.match(text, /4821 7730 0194/)
    assert.ok(subject.includes('K7') && !subject.includes('048213'))
    assert.match(html, new RegExp(`<html lang="${locale}" dir="${locale === 'ar' ? 'rtl' : 'ltr'}">`))
    assert.doesNotMatch(html, /<(?:a|img|link|script)\b|url\(/)
  })
}

test('a long code stands in groups', () => {
  const lineOf = (code: string) =>
    renderCode(ours, { channel: 'email', locale: 'en' }, { ...revealed, code })
      .text.split('\n')
      .find((line) => /^[\d -]+$/.test(line))
  assert.equal(lineOf('04821355'), '0482 1355')
  assert.equal(lineOf('048213550'), '048 213 550')
  assert.equal(lineOf('0482135501934822'), '0482 1355 0193 4822')
})

test('the code stands in the subject only where the setting says so', () => {
  const { subject } = renderCode(
    ourTemplates({ ...letterhead, codeInSubject: true }),
    { channel: 'email', locale: 'en' },
    revealed,
  )
  assert.match(subject ?? '', /048213/)
})

test('a name is text in the HTML part, never markup', () => {
  const { html } = renderCode(ours, { channel: 'email', locale: 'en' }, revealed)
  assert.match(html ?? '', /Demo &lt;b&gt;Household&lt;\/b&gt;/)
})

/** The origin-bound code of a message, by the algorithm of https://wicg.github.io/sms-one-time-codes/#parsing. */
function boundCode(text: string): { host: string; code: string } | undefined {
  const last = text.split('\n').at(-1) ?? ''
  const [, host, code] = /^@(\S+) #(\S+)$/.exec(last) ?? []
  return host && code ? { host, code } : undefined
}
