import type { Parts } from '../../web/parts.ts'
import { newestCustomer } from '../facts/due-customers.ts'
import type { BillingRun } from './runs.ts'

/** What goes on with a run in the background, if anything does. */
export type RunWork = 'counting' | 'issuing'

export function workOf({ state, counted_at }: BillingRun): RunWork | undefined {
  if (state === 'issuing') return 'issuing'
  return state === 'planned' && counted_at === null ? 'counting' : undefined
}

/** How much of that is done, 0 to 100, by the customers that lie behind it. */
export async function percentOf(
  { database }: Pick<Parts, 'database'>,
  { state, counted_customer_id, past_customer_id }: BillingRun,
): Promise<number> {
  const past = state === 'issuing' ? past_customer_id : counted_customer_id
  const newest = await newestCustomer(database.store)
  return newest === 0 ? 100 : Math.min(100, Math.floor((100 * past) / newest))
}
