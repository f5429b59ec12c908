import type { Refused } from '../values/refused.ts'
import type { Parts } from '../web/parts.ts'
import type { CustomerEntry } from './add-customer.ts'
import { nextVersion } from './queries.ts'

export interface CustomerEdit extends CustomerEntry {
  /** The version of the record that was on the screen: its `updated_at`. */
  readonly version: number
}

export type Edited = { readonly success: true } | Refused<'changed_meanwhile'>

/**
 * Changes a customer's record, unless somebody else has changed it since it was shown: what they wrote is not overwritten
 * unseen.
 */
export async function editCustomer(
  { db, clock }: Pick<Parts, 'db' | 'clock'>,
  customerId: number,
  { version, ...entry }: CustomerEdit,
): Promise<Edited> {
  const { numUpdatedRows } = await db
    .updateTable('customer')
    .set({ ...entry, updated_at: nextVersion(clock.now()) })
    .where('id', '=', customerId)
    .where('updated_at', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 0n ? { success: false, reason: 'changed_meanwhile' } : { success: true }
}
