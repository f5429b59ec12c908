import { regionOf } from '../contacts/phone.ts'
import type { StepParts } from '../parts.ts'
import { giveBackCharges, readPaidAccounts, takeCharges } from '../statements/paid.ts'
import type { Step } from '../store.ts'
import type { Charge } from './paid-limits.ts'
import { chargesOf } from './paid-limits.ts'

/** What a stranger's message has been charged; or the instant at which the next one is there, epoch ms. */
export type PaidMessage =
  | { readonly granted: true; readonly charges: readonly Charge[] }
  | { readonly granted: false; readonly at: number }

const FREE: PaidMessage = { granted: true, charges: [] }

/**
 * Takes a stranger's text message of the day's, of all accounts or of none. Accounts that are used up are seen so without a
 * lock: only who gets a message locks them, and those are few a day.
 * @param phone E.164; null for mail, which costs nothing and asks the database nothing
 */
export function* takePaid({ trx, now, policy }: StepParts, phone: string | null): Step<PaidMessage> {
  if (phone === null) return FREE
  const charges = chargesOf(policy.paid, countryOf(phone))
  const taken = yield* takeCharges(trx, charges, now)
  if (taken.length === 0) return { granted: false, at: nextAt(charges, yield* readPaidAccounts(trx, charges), now) }
  const before = taken.map(({ subject, tat }) => ({ subject, tat: tat - costOf(charges, subject) }))
  const at = nextAt(charges, before, now)
  if (at <= now) return { granted: true, charges }
  // Somebody else took the last one between the look and the lock.
  giveBackCharges(trx, charges)
  return { granted: false, at }
}

/** Gives back what was taken for a message that does not go. */
export function giveBackPaid({ trx }: StepParts, { charges }: { readonly charges: readonly Charge[] }): void {
  if (charges.length > 0) giveBackCharges(trx, charges)
}

/** ISO 3166; `ZZ` where several countries share the code and none is certain. */
export const countryOf = (phone: string): string => regionOf(phone) ?? 'ZZ'

interface Account {
  readonly subject: string
  readonly tat: number
}

const costOf = (charges: readonly Charge[], subject: string): number =>
  charges.find((charge) => charge.subject === subject)?.costMs ?? 0

/** When all accounts have room for one more message; at most now when they have. */
const nextAt = (charges: readonly Charge[], accounts: readonly Account[], now: number): number =>
  Math.max(
    ...charges.map(({ subject, costMs, roomMs }) => {
      const tat = accounts.find((account) => account.subject === subject)?.tat ?? 0
      return Math.max(tat, now) + costMs - roomMs
    }),
  )
