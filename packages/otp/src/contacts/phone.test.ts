import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { maskContact, readContact } from './contact.ts'
import { readPhone, regionOf } from './phone.ts'

const canonical = (typed: string, region?: string): string | undefined => {
  const read = readPhone(typed, region)
  return read.success ? read.contact.canonical : undefined
}
const reason = (typed: string, region?: string): string | undefined => {
  const read = readPhone(typed, region)
  return read.success ? undefined : read.reason
}

const NUMBERS = ['+9779841234567', '+447400123456', '+12015550123', '+34612345678', '+971501234567', '+4915112345678']
const anyCharacter = fc.nat(0x10_ffff).map((point) => String.fromCodePoint(point))
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 13 })
const typed = fc.oneof(
  fc.constantFrom(...NUMBERS),
  fc.tuple(fc.constantFrom('+977', '+44', '+1', '+34', '0', ''), digits).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom(...'+0123456789 -().x#,/＋९٣'), maxLength: 20 }),
)

test('the canonical form of a number is E.164 and its own canonical form', () => {
  fc.assert(
    fc.property(typed, fc.constantFrom('NP', 'GB', 'US', undefined), (text, region) => {
      const form = canonical(text, region)
      if (form === undefined) return
      assert.match(form, /^\+[1-9][0-9]{6,14}$/)
      assert.equal(canonical(form), form)
      assert.equal(canonical(form, 'ES'), form)
    }),
    { numRuns: 1000 },
  )
})

test('a number is known again through spaces, dashes, brackets and the digits of other scripts', () => {
  const spaced = fc
    .tuple(
      fc.constantFrom(...NUMBERS),
      fc.array(fc.constantFrom('', ' ', '-', '\u2011', '\u200e', '\u00a0'), { minLength: 16, maxLength: 16 }),
    )
    .map(([number, gaps]) => ({
      number,
      text: [...number].map((digit, at) => digit + (at > 0 ? gaps[at] : '')).join(''),
    }))
  fc.assert(
    fc.property(spaced, ({ number, text }) => {
      assert.equal(canonical(text), number)
    }),
  )
  assert.equal(canonical('९८४ १२३४ ५६७', 'NP'), '+9779841234567')
  assert.equal(canonical('(984) 123-4567', 'NP'), '+9779841234567')
})

test('whatever is typed, the answer is a number or a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 60 }), (text) => {
      const read = readPhone(text, 'NP')
      assert.equal(typeof (read.success ? read.contact.canonical : read.reason), 'string')
    }),
  )
})

test('each fault is told by its own reason', () => {
  const faults: [string, string | undefined, string][] = [
    ['', 'NP', 'phone_missing'],
    ['984123abcd', 'NP', 'phone_letters'],
    ['+9779841234567 ext. 5', 'NP', 'phone_extension'],
    ['+9779841234567x5', 'NP', 'phone_extension'],
    ['9841234567', undefined, 'phone_country'],
    ['+97', 'NP', 'phone_too_short'],
    ['+97798412345678901234', 'NP', 'phone_too_long'],
    [`+9779841234567${' '.repeat(40)}9`, 'NP', 'phone_too_long'],
    ['+9770000000000', 'NP', 'phone_invalid'],
    ['+442079460018', 'GB', 'phone_landline'],
    ['+449098790123', 'GB', 'phone_invalid'],
  ]
  for (const [text, region, fault] of faults) assert.equal(reason(text, region), fault, text)
})

test('the region of a number is that of its country code', () => {
  assert.deepEqual(NUMBERS.map(regionOf), ['NP', 'GB', 'US', 'ES', 'AE', 'DE'])
})

test('a masked contact shows its ends alone', () => {
  assert.equal(maskContact('ana.example@example.com'), 'a***@e***.com')
  assert.equal(maskContact('+9779841234567'), '+977 *** 67')
})

test('a contact is read by the channel that its code would travel by', () => {
  assert.equal(readContact('email', 'ana@example.com').success, true)
  assert.equal(readContact('sms', 'ana@example.com').success, false)
  assert.equal(readContact('whatsapp', '+9779841234567').success, true)
})
