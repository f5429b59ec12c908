import type { Beside } from '../api.ts'
import { besides } from '../beside.ts'
import { settleContact } from '../budget/ledger.ts'
import type { StepParts } from '../parts.ts'
import { deleteDevices } from '../statements/device.ts'
import { deleteFlowsOf, endFlowsOf, lockFlowsOf, SETTLED_AT_ONCE } from '../statements/finish.ts'
import type { Step } from '../store.ts'
import { report } from './report.ts'

/** What was erased of a contact. */
export interface Erased {
  readonly requests: number
  readonly devices: number
}

/**
 * Ends, settles and deletes the flows of a contact, and forgets its devices. What its purses have lost stays, under a salted
 * hash that names nobody: whoever guessed at this contact must not be given a new year by its being erased.
 */
export function* eraseStep(parts: StepParts, contact: Uint8Array, beside: Beside<Erased> | undefined): Step<Erased> {
  // In the order of every step: flows, devices, the budget. The other way round it and a resend would wait for each other.
  yield* lockFlowsOf(parts.trx, contact)
  const devices = yield* deleteDevices(parts.trx, contact)
  for (const ended of yield* endFlowsOf(parts.trx, contact)) report(parts, 'otp_ended', ended, null)
  while ((yield* settleContact(parts, contact)) === SETTLED_AT_ONCE);
  const requests = yield* deleteFlowsOf(parts.trx, contact)
  return yield* besides(parts.trx, { requests, devices }, beside)
}
