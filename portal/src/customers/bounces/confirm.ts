import type { Reply, Trx } from '@kerbside/otp'
import { maskContact } from '@kerbside/otp'
import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { ContactChanged, ContactPlace } from '../change-contacts.ts'

const CONFIRM = `UPDATE customer_contact SET bouncing_since = NULL, bouncing_reason = NULL, confirmed_at = $2
  WHERE contact = $1 AND bouncing_since IS NOT NULL AND bouncing_reason <> 'complaint'`

/**
 * A code that was typed has arrived: the contact bounces no more, wherever it is on record. Who complained has to say so: that
 * mail arrives was never in doubt.
 * @returns how many records it was taken off
 */
export const confirmByCode = (trx: Trx, contact: string, now: number): Reply<number> => trx.run(CONFIRM, [contact, now])

/** Somebody says that a contact works: in this customer's record it is written to again. */
export function confirmContact(parts: Changing, { number, contactId }: ContactPlace): Promise<ContactChanged> {
  return parts.change(async (trx, commit) => {
    const confirmed = await trx
      .updateTable('customer_contact')
      .set({ bouncing_since: null, bouncing_reason: null, confirmed_at: parts.clock.now() })
      .where('id', '=', contactId)
      .where('customer_id', 'in', trx.selectFrom('customer').select('id').where('number', '=', number))
      .where('bouncing_since', 'is not', null)
      .returning('contact')
      .executeTakeFirst()
    if (!confirmed) return { success: false, reason: 'unknown_contact' }
    await tell(commit, parts, 'contact_confirmed', `customer ${number}`, { contact: maskContact(confirmed.contact) })
    return { success: true }
  })
}
