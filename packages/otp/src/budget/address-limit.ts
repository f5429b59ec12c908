import { addressUnit } from '../contacts/client-address.ts'
import type { StepParts } from '../parts.ts'
import { takeRate } from '../statements/rate.ts'
import type { Step } from '../store.ts'
import type { Rate } from './gcra.ts'
import { addressRate } from './paid-limits.ts'
import { countryOf } from './paid-message.ts'

/**
 * Takes one request of a client address's share; strangers alone are counted. Text messages have a share of their own.
 * @param phone E.164; null for mail
 * @returns the instant at which the next one is there, epoch ms, when the share is used up
 */
export const takeAddress = (
  parts: StepParts,
  client: string | undefined,
  phone: string | null,
): Step<number | undefined> =>
  phone === null
    ? takeOf(parts, 'address', client, parts.policy.address)
    : takeOf(parts, 'text', client, addressRate(parts.policy.paid, countryOf(phone)))

/** So many times its share of requests a client address may have held. */
const HELD_FACTOR = 10

/**
 * Takes one of the held flows that a client address may leave behind: each is a row for two days.
 * @returns the instant at which the next one may come, epoch ms, when there have been too many
 */
export function takeHeldFlow(parts: StepParts, client: string | undefined): Step<number | undefined> {
  const { gapMs, burst } = parts.policy.address
  return takeOf(parts, 'held', client, { gapMs: Math.ceil(gapMs / HELD_FACTOR), burst: burst * HELD_FACTOR })
}

function* takeOf(
  { trx, now }: StepParts,
  what: 'address' | 'text' | 'held',
  client: string | undefined,
  rate: Rate,
): Step<number | undefined> {
  const unit = client === undefined ? undefined : addressUnit(client)
  return unit === undefined ? undefined : yield* takeRate(trx, `${what} ${unit}`, rate, now)
}
