import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Parts } from '../web/parts.ts'
import { endSessionsOfNobody } from './end-sessions.ts'
import { contactsOf, nextVersion } from './queries.ts'

/** Whether a customer is served; one who is not cannot sign in and looks unknown. */
export type Activity = 'active' | 'inactive'

/** Deactivates a customer, who is signed out with it and known on no device any more, or takes one back. */
export function setActivity(parts: Changing & Pick<Parts, 'otp'>, number: string, activity: Activity): Promise<void> {
  return parts.change(async (trx, commit) => {
    const now = parts.clock.now()
    const customer = await trx
      .updateTable('customer')
      .set({ active: activity === 'active' ? 1 : 0, updated_at: nextVersion(now) })
      .where('number', '=', number)
      .returning('id')
      .executeTakeFirst()
    const contacts = customer ? await contactsOf(trx, customer.id) : []
    if (activity === 'inactive') {
      await endSessionsOfNobody(
        trx,
        commit,
        contacts.map(({ contact }) => contact),
        now,
      )
      for (const { contact } of contacts) await parts.otp.forgetAll(commit, contact)
    }
    await tell(commit, parts, activity === 'active' ? 'user_restored' : 'user_archived', `customer ${number}`)
  })
}
