import { contactKey } from '../contacts/contact-key.ts'
import type { EngineParts, StepParts } from '../parts.ts'
import { deleteDevice, readDevices } from '../statements/device.ts'
import type { Step } from '../store.ts'

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
export const forgetStep = ({ trx, installation }: StepParts, contact: string, id: number): Step<boolean> =>
  deleteDevice(trx, id, contactKey(installation, contact))
