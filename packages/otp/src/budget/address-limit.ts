import { addressUnit } from '../contacts/client-address.ts'
import type { StepParts } from '../parts.ts'
import { takeRate } from '../statements/rate.ts'
import type { Step } from '../store.ts'

/**
 * Takes one request of a client address's share; strangers alone are counted.
 * @returns the instant at which the next one is there, epoch ms, when the share is used up
 */
export function* takeAddress({ trx, now, policy }: StepParts, client: string | undefined): Step<number | undefined> {
  const unit = client === undefined ? undefined : addressUnit(client)
  return unit === undefined ? undefined : yield* takeRate(trx, `address ${unit}`, policy.address, now)
}
