import { createHmac, hkdfSync } from 'node:crypto'
import { hashBytes } from './tokens.ts'

/** One server key, ready for use. */
export interface Key {
  /** Tells a row which key its code comes from; says nothing of the key. */
  readonly id: number
  readonly secret: Uint8Array
}

/** The newest key first: it signs, all of them verify. */
export interface KeyRing {
  readonly newest: Key
  readonly all: readonly Key[]
  find(id: number): Key | undefined
}

/**
 * Makes the key ring of the installation's secrets. The engine's keys are derived from them (HKDF, RFC 5869), so that a
 * program may use one secret for several ends.
 * @param secrets texts of at least 32 characters, newest first
 * @throws RangeError when there is none, or one is too short to be a secret
 */
export function keyRing(secrets: readonly string[]): KeyRing {
  const all = secrets.map((secret) => {
    if (secret.length < 32) throw new RangeError('A key needs at least 32 characters.')
    const bytes = new Uint8Array(hkdfSync('sha256', secret, '', 'kerbside/otp/1', 32))
    const name = hashBytes(Buffer.concat([Buffer.from('kerbside/otp/key-id'), bytes]))
    return { id: Buffer.from(name).readUInt32BE(0), secret: bytes }
  })
  const newest = all[0]
  if (!newest) throw new RangeError('The engine needs at least one key.')
  return { newest, all, find: (id) => all.find((key) => key.id === id) }
}

/** HMAC-SHA-256 (RFC 2104) of the parts under a key. `createHmac` is a third of the price of `subtle`. */
export function hmac(key: Key, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const mac = createHmac('sha256', key.secret)
  for (const part of parts) mac.update(part)
  return mac.digest()
}
