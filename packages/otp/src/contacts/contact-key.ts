import { hashBytes } from '../codes/tokens.ts'
import type { Installation } from '../statements/installation.ts'

const KEY_BYTES = 16

/** The key under which a contact's rows stand. Salted, so that two installations' tables cannot be joined. */
export function contactKey({ salt }: Installation, canonical: string): Uint8Array {
  const text = Buffer.from(canonical)
  const bytes = Buffer.allocUnsafe(salt.length + text.length)
  bytes.set(salt)
  bytes.set(text, salt.length)
  return hashBytes(bytes).subarray(0, KEY_BYTES)
}

/** The shard of the purse over all contacts that a contact charges. */
export const shardOf = ({ shards }: Installation, contact: Uint8Array): number => (contact[0] ?? 0) % shards
