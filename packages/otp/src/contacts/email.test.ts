import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import validator from 'validator'
import { readEmail } from './email.ts'

const canonical = (typed: string): string | undefined => {
  const read = readEmail(typed)
  return read.success ? read.contact.canonical : undefined
}
const reason = (typed: string): string | undefined => {
  const read = readEmail(typed)
  return read.success ? undefined : read.reason
}

/** Texts near an address: pieces that occur in addresses and in attacks on them, in any order. */
const PIECES = [
  'a',
  'Z',
  '7',
  '.',
  '..',
  '-',
  '+',
  '_',
  '@',
  'é',
  'e\u0301',
  'ß',
  'İ',
  'Σ',
  'नेपाल',
  'm\u00fcller',
  'xn--mller-kva',
  '.com',
  '.नेपाल',
  '。',
  '"',
  '(',
  ')',
  '<',
  '>',
  '[',
  ']',
  ',',
  ';',
  ':',
  '\\',
  '%',
  ' ',
  '\u00a0',
  '\n',
  '\r\n',
  '\0',
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2028',
  'bcc:',
  'mailto:',
  '127.0.0.1',
  '\ud800',
  '＠',
  'ｃ',
]
const nearAddresses = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'grapheme', maxLength: 3 })), { maxLength: 9 })
  .map((pieces) => pieces.join(''))
const likelyAddresses = fc
  .tuple(nearAddresses, fc.constantFrom('example.com', 'MÜLLER.de', 'नेपाल.com', 'a.b.museum'), fc.boolean())
  .map(([local, domain]) => `${local}@${domain}`)
const typed = fc.oneof(nearAddresses, likelyAddresses, fc.emailAddress())

test('the canonical form of an address is its own canonical form', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const form = canonical(text)
      if (form !== undefined) assert.equal(canonical(form), form)
    }),
    { numRuns: 2000 },
  )
})

test('an address is known again in capitals, decomposed, in spaces, brackets and with its domain in ASCII', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      const form = canonical(address)
      fc.pre(form !== undefined)
      for (const same of [
        address.toUpperCase(),
        ` ${address}\n`,
        `<${address}>`,
        `mailto:${address}`,
        address.normalize('NFD'),
      ]) {
        assert.equal(canonical(same), form, same)
      }
    }),
  )
  for (const hidden of ['\u200bana@example.com', 'ana\u00ad@example.com', '\u202aana@exam\u2060ple.com\u202c']) {
    assert.equal(canonical(hidden), 'ana@example.com')
  }
  assert.equal(canonical('Jürgen@Müller.example'), 'jürgen@xn--mller-kva.example')
  assert.equal(canonical('JU\u0308RGEN@xn--mller-kva.EXAMPLE'), 'jürgen@xn--mller-kva.example')
  const decomposed = readEmail('JU\u0308RGEN@example.com')
  assert.equal(decomposed.success && decomposed.contact.typed, 'JÜRGEN@example.com')
  assert.equal(canonical('राम@नेपाल.com'), canonical('राम@xn--l2bey1c2b.com'))
})

test('dots and tags stay: to fold them would join strangers', () => {
  assert.notEqual(canonical('a.na@example.com'), canonical('ana@example.com'))
  assert.notEqual(canonical('ana+bins@example.com'), canonical('ana@example.com'))
})

test('whatever is accepted is an address for validator, too', () => {
  fc.assert(
    fc.property(typed, (text) => {
      const form = canonical(text)
      // validator ends at U+FFEF; scripts beyond have letters, too.
      fc.pre(!/[\u{10000}-\u{10ffff}]/u.test(form ?? ''))
      if (form !== undefined) assert.ok(validator.isEmail(form, { allow_utf8_local_part: true }), form)
    }),
    { numRuns: 5000 },
  )
})

test('what plain ASCII validator accepts is accepted, but for quoted names', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (address) => {
      fc.pre(validator.isEmail(address) && !address.includes('"'))
      assert.notEqual(canonical(address), undefined, address)
    }),
  )
})

test('nothing that is accepted can break out of a header', () => {
  const injected = fc
    .tuple(
      fc.emailAddress(),
      fc.nat(),
      fc.constantFrom('\r\n', '\n', '\r', '\0', '\u2028', '\u0085', ' ', ',', ';', '<', '>', '"', '\\', '(', ':'),
    )
    .map(
      ([address, at, piece]) =>
        address.slice(0, at % (address.length + 1)) + piece + address.slice(at % (address.length + 1)),
    )
  fc.assert(
    fc.property(fc.oneof(injected, typed), (text) => {
      const read = readEmail(text)
      if (!read.success) return
      for (const shown of [read.contact.canonical, read.contact.typed]) {
        assert.doesNotMatch(shown, /[\p{Cc}\p{Zs}\p{Zl}\p{Zp}\p{Cs}<>()[\]\\,;:"]/u, JSON.stringify(shown))
      }
    }),
    { numRuns: 5000 },
  )
})

test('each fault is told by its own reason', () => {
  const faults: Record<string, string> = {
    '': 'email_missing',
    ' <> ': 'email_missing',
    'ana.example.com': 'email_at',
    'ana@example@example.com': 'email_at',
    '@example.com': 'email_name',
    '.ana@example.com': 'email_name',
    'an..a@example.com': 'email_name',
    '"an a"@example.com': 'email_name',
    'Ana <ana@example.com>': 'email_name',
    'a\u200dna@example.com': 'email_name',
    'ana@example': 'email_domain',
    'ana@-example.com': 'email_domain',
    'ana@example.c': 'email_domain',
    'ana@127.0.0.1': 'email_domain',
    'ana@[127.0.0.1]': 'email_domain',
    'ana@exa%6dple.com': 'email_domain',
    'ana@example.com:25': 'email_domain',
    'ana@exa\u200dmple.com': 'email_domain',
    [`${'a'.repeat(65)}@example.com`]: 'email_too_long',
    [`ana@${['a', 'b', 'c', 'd'].map((letter) => letter.repeat(63)).join('.')}.com`]: 'email_too_long',
    [`${' '.repeat(2000)}ana@example.com`]: 'email_too_long',
  }
  for (const [text, fault] of Object.entries(faults)) assert.equal(reason(text), fault, text.slice(0, 40))
})
