import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import { nextVersion } from './queries.ts'

/** Whether a customer is served; one who is not cannot sign in and looks unknown. */
export type Activity = 'active' | 'inactive'

/** Deactivates a customer, or takes one back. Sessions end with it, since they ask for an active customer at each step. */
export function setActivity(parts: Changing, number: string, activity: Activity): Promise<void> {
  return parts.change(async (trx, commit) => {
    await trx
      .updateTable('customer')
      .set({ active: activity === 'active' ? 1 : 0, updated_at: nextVersion(parts.clock.now()) })
      .where('number', '=', number)
      .execute()
    await tell(commit, parts, activity === 'active' ? 'user_restored' : 'user_archived', `customer ${number}`)
  })
}
