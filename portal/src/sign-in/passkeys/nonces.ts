import { createHmac, timingSafeEqual } from 'node:crypto'
import { randomBytes } from '@kerbside/otp'
import type { Context } from 'hono'
import { deriveKey } from '../../web/keys.ts'
import type { Parts } from '../../web/parts.ts'

/** What a passkey is to sign (WebAuthn's challenge). */
export interface Nonce {
  readonly text: string
  readonly expiresAt: number
}

/**
 * What passkeys sign in this browser. A nonce is random bytes, the instant at which it ends, and our MAC of both; it lies in
 * a cookie of the browser that was asked, so nothing is written until a passkey has really signed: strangers who open pages
 * fill no table. Whoever takes a signature spends its nonce in the same commit (`spent_nonce`).
 */
export interface Nonces {
  /** The nonce for a page. Pages that are open side by side share one. */
  issue(c: Context): string
  /** Another one in its place. */
  renew(c: Context): string
  /** The nonce that this browser was asked to sign; undefined when there is none, or it has run out. */
  read(c: Context): Nonce | undefined
  clear(c: Context): void
}

const NAME = 'kerbside_passkey'
/** Time to find the security key in the other coat. */
const LIFE_MS = 10 * 60_000
const RANDOM_BYTES = 16
const INSTANT_BYTES = 6
const MAC_BYTES = 16
const LENGTH = RANDOM_BYTES + INSTANT_BYTES + MAC_BYTES

export function createNonces({ config, clock, cookies }: Pick<Parts, 'config' | 'clock' | 'cookies'>): Nonces {
  const keys = config.secretKey.map((secret) => deriveKey(secret, 'passkey'))
  const [newest] = keys
  if (!newest) throw new RangeError('Nonces need a key.')
  const read = (c: Context): Nonce | undefined => {
    const text = cookies.read(c, NAME)
    const expiresAt = text === undefined ? undefined : instantIn(text, keys)
    return text !== undefined && expiresAt !== undefined && expiresAt > clock.now() ? { text, expiresAt } : undefined
  }
  const renew = (c: Context): string => {
    const text = draw(newest, clock.now() + LIFE_MS)
    cookies.write(c, NAME, text, LIFE_MS / 1000)
    return text
  }
  return {
    read,
    renew,
    issue(c) {
      const standing = read(c)
      return standing && standing.expiresAt - clock.now() > LIFE_MS / 2 ? standing.text : renew(c)
    },
    clear: (c) => cookies.clear(c, NAME),
  }
}

function draw(key: Uint8Array, expiresAt: number): string {
  const bytes = Buffer.alloc(LENGTH)
  bytes.set(randomBytes(RANDOM_BYTES))
  bytes.writeUIntBE(expiresAt, RANDOM_BYTES, INSTANT_BYTES)
  bytes.set(macOf(key, bytes), LENGTH - MAC_BYTES)
  return bytes.toString('base64url')
}

/** The end of a nonce that we made; undefined for any other text. */
function instantIn(text: string, keys: readonly Uint8Array[]): number | undefined {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== LENGTH || bytes.toString('base64url') !== text) return undefined
  const mac = bytes.subarray(LENGTH - MAC_BYTES)
  const isOurs = keys.some((key) => timingSafeEqual(macOf(key, bytes), mac))
  return isOurs ? bytes.readUIntBE(RANDOM_BYTES, INSTANT_BYTES) : undefined
}

const macOf = (key: Uint8Array, bytes: Buffer): Buffer =>
  createHmac('sha256', key)
    .update(bytes.subarray(0, LENGTH - MAC_BYTES))
    .digest()
    .subarray(0, MAC_BYTES)
