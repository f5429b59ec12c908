import type { Db } from '../db/database.ts'

/**
 * Ends the sessions of contacts that open no account any more. Such a session opens nothing while it is so, but the next
 * customer to whom the same number or address is given would find its former holder signed in.
 */
export async function endSessionsOfNobody(trx: Db, contacts: readonly string[], now: number): Promise<void> {
  if (contacts.length === 0) return
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('session.contact', 'in', contacts)
    .where('session.kind', '<>', 'staff')
    .where('session.ended_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('customer_contact')
            .innerJoin('customer', 'customer.id', 'customer_contact.customer_id')
            .select('customer_contact.id')
            .whereRef('customer_contact.contact', '=', 'session.contact')
            .where('customer_contact.may_sign_in', '=', 1)
            .where('customer.active', '=', 1),
        ),
      ),
    )
    .execute()
}
