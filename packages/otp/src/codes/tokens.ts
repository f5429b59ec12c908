import { hash } from 'node:crypto'
import { randomBytes } from './random.ts'

/**
 * A token is 8 bytes of id and 16 random bytes, in base64url: 32 characters. The row is found by its id, and the secret's
 * hash is compared there, so that no table needs a random unique index.
 */
export interface Minted {
  token: string
  secretHash: Uint8Array
}

/** What a token says, and the hash that its row must have. */
export interface ParsedToken {
  id: number
  secretHash: Uint8Array
}

const TOKEN = /^[A-Za-z0-9_-]{32}$/

const ID_BYTES = 8
/** 128 bits: what every bearer of a token must have guessed (OWASP ASVS 7.2.3). */
export const SECRET_BYTES = 16

/**
 * Makes the token of a new row. The secret itself is known to nobody but the one who receives the token.
 * @param secret 16 bytes; random ones unless they are given
 */
export function mintToken(id: number, secret: Uint8Array = randomBytes(SECRET_BYTES)): Minted {
  const bytes = Buffer.allocUnsafe(ID_BYTES + SECRET_BYTES)
  bytes.writeBigUInt64BE(BigInt(id))
  bytes.set(secret, ID_BYTES)
  const token = bytes.toString('base64url')
  const secretHash = hashBytes(bytes.subarray(ID_BYTES))
  bytes.fill(0)
  return { token, secretHash }
}

/** Reads a token that came from outside; undefined when it cannot be one. */
export function parseToken(token: string): ParsedToken | undefined {
  if (!TOKEN.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const id = bytes.readBigUInt64BE()
  if (id > BigInt(Number.MAX_SAFE_INTEGER)) return undefined
  return { id: Number(id), secretHash: hashBytes(bytes.subarray(ID_BYTES)) }
}

/** SHA-256 of a secret that is random already: nothing to stretch. */
export function hashBytes(bytes: Uint8Array | string): Uint8Array {
  return hash('sha256', bytes, 'buffer')
}
