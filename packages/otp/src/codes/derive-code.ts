import type { Key } from './keys.ts'
import { hmac } from './keys.ts'

/** Bytes of a MAC that are kept: 128 bits leave no chance to a forger. */
export const MAC_BYTES = 16
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
