/**
 * Known devices: browsers and programs that have signed in as a contact before. Each holds a token, of which the row keeps
 * the secret's hash; it opens nothing, and moves the requests of its contact into a lane and a purse of their own.
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
import { mintToken } from '../codes/tokens.ts'
import { contactKey } from '../contacts/contact-key.ts'
import type { StepParts } from '../parts.ts'
import type { Verified } from '../results.ts'
import { hasDevice, insertDevice, renewDevice } from '../statements/device.ts'
import type { Step } from '../store.ts'

/** A device is forgotten this long after its last sign-in. */
export const DEVICE_MS = 400 * 86_400_000

/** What became of the device that has just proven a contact. */
export interface RememberedDevice {
  readonly id: number
  /** For the device alone; it replaces the one that the device had. */
  readonly token: string
  /** Whether the contact had been proven on another device before: then its owner should hear of this one. */
  readonly isAnother: boolean
}

/** Remembers the device that has just proven a contact, or renews it under a new secret. */
export function* rememberStep(parts: StepParts, verified: Verified, label: string | null): Step<RememberedDevice> {
  const { trx, now } = parts
  const expiresAt = now + DEVICE_MS
  if (verified.deviceId !== null) {
    const { token, secretHash } = mintToken(verified.deviceId)
    const isKnown = yield* renewDevice(trx, verified.deviceId, secretHash, now, expiresAt)
    if (isKnown) return { id: verified.deviceId, token, isAnother: false }
  }
  const contact = contactKey(parts.installation, verified.contact)
  const isAnother = yield* hasDevice(trx, contact)
  const id = parts.newId(now)
  const { token, secretHash } = mintToken(id)
  const times = { created_at: now, last_used_at: now, expires_at: expiresAt }
  insertDevice(trx, { id, secret_hash: secretHash, contact, lane_tat: 0, label, ...times })
  return { id, token, isAnother }
}
