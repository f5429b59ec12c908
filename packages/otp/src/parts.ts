import type { Clock } from './clock.ts'
import type { Courier } from './courier.ts'
import type { KeyRing } from './keys.ts'
import type { Policy } from './policy.ts'
import type { OtpEvent } from './results.ts'
import type { Store } from './store.ts'
import { hashBytes } from './tokens.ts'

/** What every step of the engine works with. */
export interface EngineParts {
  readonly store: Store
  readonly courier: Courier
  readonly keys: KeyRing
  readonly policy: Policy
  readonly clock: Clock
  /** The installation's salt for contact hashes. */
  readonly salt: Uint8Array
  readonly newId: (now: number) => number
  readonly emit: (event: OtpEvent) => void
}

const CONTACT_HASH_BYTES = 16

/** The key of a contact's budget. Salted, so that two installations' tables cannot be joined. */
export function hashContact(salt: Uint8Array, canonical: string): Uint8Array {
  const text = Buffer.from(canonical)
  const bytes = Buffer.allocUnsafe(salt.length + text.length)
  bytes.set(salt)
  bytes.set(text, salt.length)
  return hashBytes(bytes).subarray(0, CONTACT_HASH_BYTES)
}

/** The shard of the purse over all contacts that a contact charges. */
export const shardOf = (contact: Uint8Array, shards: number): number => (contact[0] ?? 0) % shards

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
