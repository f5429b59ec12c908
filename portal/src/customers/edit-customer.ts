import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Refused } from '../values/refused.ts'
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
export function editCustomer(
  parts: Changing,
  customer: { readonly id: number; readonly number: string },
  { version, ...entry }: CustomerEdit,
): Promise<Edited> {
  return parts.change(async (trx, commit): Promise<Edited> => {
    const { numUpdatedRows } = await trx
      .updateTable('customer')
      .set({ ...entry, updated_at: nextVersion(parts.clock.now()) })
      .where('id', '=', customer.id)
      .where('updated_at', '=', version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return { success: false, reason: 'changed_meanwhile' }
    await tell(commit, parts, 'user_updated', `customer ${customer.number}`)
    return { success: true }
  })
}
