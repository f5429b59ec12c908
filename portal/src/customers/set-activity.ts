import type { Parts } from '../web/parts.ts'
import { nextVersion } from './queries.ts'

/** Whether a customer is served; one who is not cannot sign in and looks unknown. */
export type Activity = 'active' | 'inactive'

/** Deactivates a customer, or takes one back. Sessions end with it, since they ask for an active customer at each step. */
export async function setActivity(
  { db, clock }: Pick<Parts, 'db' | 'clock'>,
  number: string,
  activity: Activity,
): Promise<void> {
  await db
    .updateTable('customer')
    .set({ active: activity === 'active' ? 1 : 0, updated_at: nextVersion(clock.now()) })
    .where('number', '=', number)
    .execute()
}
