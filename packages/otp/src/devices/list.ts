import type { Beside } from '../api.ts'
import { besides } from '../beside.ts'
import { contactKey } from '../contacts/contact-key.ts'
import type { EngineParts, StepParts } from '../parts.ts'
import { deleteDevice, deleteDevices, readDevices } from '../statements/device.ts'
import { readInstallation } from '../statements/installation.ts'
import type { Step, Trx } from '../store.ts'

/** A device that a contact is known on. Instants are epoch milliseconds. */
export interface KnownDevice {
  readonly id: number
  /** What the program wrote of it, such as its user agent. */
  readonly label: string | null
  readonly createdAt: number
  readonly lastUsedAt: number
}

/** The devices of a contact, the last used first, at most 100. */
export function* devicesStep(
  { store, installation, clock }: EngineParts,
  contact: string,
): Step<readonly KnownDevice[]> {
  const rows = yield* readDevices(store, contactKey(installation, contact), clock.now())
  return rows.map(({ id, label, created_at, last_used_at }) => ({
    id,
    label,
    createdAt: created_at,
    lastUsedAt: last_used_at,
  }))
}

/** Forgets a device of this contact; false when it is none of its. */
export function* forgetStep(
  { trx, installation }: StepParts,
  contact: string,
  id: number,
  beside: Beside<number> | undefined,
): Step<boolean> {
  if (!(yield* deleteDevice(trx, id, contactKey(installation, contact)))) return false
  yield* besides(trx, id, beside)
  return true
}

/**
 * Forgets all devices of a contact. The installation is read in the caller's transaction: an engine that has not been used
 * yet would have to open one of its own for it, which on SQLite waits for this one.
 */
export function* forgetAllStep(trx: Trx, shards: number, contact: string): Step<number> {
  const installation = yield* readInstallation(trx, shards)
  return installation ? yield* deleteDevices(trx, contactKey(installation, contact)) : 0
}
