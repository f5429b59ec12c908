import type { Key } from './keys.ts'
import { hmac } from './keys.ts'

/** Bytes of a MAC that are kept: 128 bits leave no chance to a forger. */
const MAC_BYTES = 16
/** A byte below 250 gives every digit alike: 25 bytes for each. */
const EVEN_BYTES = 250

/**
 * The code of a challenge: uniform decimal digits, leading zeros included, derived from a random seed under the server key.
 * Nothing that rests in the database tells it without the key. Digits come by rejection sampling, so that none is likelier
 * than another (NIST SP 800-63B-4 §3.1.3.2, OWASP ASVS 6.5.3).
 * @param length number of digits
 */
export function deriveCode(key: Key, id: number, seed: Uint8Array, length: number): string {
  return deriveDigits(key, `code ${id} `, seed, length)
}

/** The pass of a contact: 12 digits, from the instant at which it was made (epoch ms). */
export function derivePass(key: Key, contact: Uint8Array, madeAt: number): string {
  return deriveDigits(key, `pass ${madeAt} `, contact, PASS_LENGTH)
}

/** A pass has 12 digits, and no code has: what is typed tells which of the two it is. */
export const PASS_LENGTH = 12

function deriveDigits(key: Key, label: string, seed: Uint8Array, length: number): string {
  let digits = ''
  for (let block = 0; digits.length < length; block += 1) {
    for (const byte of hmac(key, `${block} ${label}`, seed)) {
      if (byte < EVEN_BYTES && digits.length < length) digits += String(byte % 10)
    }
  }
  return digits
}

/**
 * A keyed fingerprint of one row's code. It may stand in the row: without the key it tells no more than the seed does, and
 * it lets one UPDATE count and judge a guess. A fingerprint under one key never equals one under another.
 */
export function codeMac(key: Key, id: number, code: string): Uint8Array {
  return hmac(key, `mac ${id} ${code}`).subarray(0, MAC_BYTES)
}

/** What a person typed, read as digits. */
export type TypedDigits = { digits: string } | { fault: 'empty' | 'not_digits' }

// Characters that people and phones put between digits: spaces of any kind, dashes, dots, invisible direction marks.
const BETWEEN_DIGITS = /[\s\p{Pd}\p{Cf}.·_]/gu
const LONGEST_TYPED = 400 // a pasted message, at most

// A run of digits with single separators inside, as it stands in a pasted message.
const DIGIT_RUN = /\d(?:[\s\p{Pd}]?\d)*/gu
const SHORTEST_IN_TEXT = 6

/**
 * Forgives what does not change the meaning: spaces, dashes, full-width and other scripts' digits (`\p{Nd}`), and a whole
 * message pasted in, when one number alone in it can be a code. Other letters are not forgiven.
 */
export function readDigits(typed: string): TypedDigits {
  if (typed.length > LONGEST_TYPED) return { fault: 'not_digits' }
  const folded = foldDigits(typed)
  const digits = folded.replace(BETWEEN_DIGITS, '')
  if (digits === '') return { fault: 'empty' }
  if (/^[0-9]+$/.test(digits)) return { digits }
  const inText = (folded.match(DIGIT_RUN) ?? []).map((run) => run.replace(/\D/g, ''))
  const [only, another] = new Set(inText.filter((run) => run.length >= SHORTEST_IN_TEXT))
  return only && !another ? { digits: only } : { fault: 'not_digits' }
}

/** Turns the decimal digits of every script into 0–9. Unicode keeps each script's ten digits together, zero first. */
export function foldDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
}

function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0
  if (point >= 0x30 && point <= 0x39) return point - 0x30
  // Runs of ten start at a code point whose predecessor is no digit, save the mathematical ones, which lie in fives of tens.
  if (point >= 0x1d7ce && point <= 0x1d7ff) return (point - 0x1d7ce) % 10
  let zero = point
  while (point - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1
  return point - zero
}
