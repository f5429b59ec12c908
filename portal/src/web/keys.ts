import { createHmac, hkdfSync } from 'node:crypto'

/** A key for one end, made of a secret that serves several (HKDF, RFC 5869). */
export function deriveKey(secret: string, end: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', `kerbside/${end}`, 32))
}

/** What signs the Message-IDs of our mail, and tells bounces of it from made-up ones; the newest first. */
export const messageIdKeys = (secrets: readonly string[]): Uint8Array[] =>
  secrets.map((secret) => deriveKey(secret, 'message-id'))

/** Names a person in logs: the same for the same contact, and no way back without the key. */
export type Pseudonym = (contact: string) => string

/** 72 bits: enough to tell a million people apart, short enough to read out. */
const PSEUDONYM_LETTERS = 12

export function createPseudonym(secret: string): Pseudonym {
  const key = deriveKey(secret, 'log')
  return (contact) => createHmac('sha256', key).update(contact).digest('base64url').slice(0, PSEUDONYM_LETTERS)
}
