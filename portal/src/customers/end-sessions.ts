import type { Trx } from '@kerbside/otp'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

// The same as the trigger that lets passkeys go, which may hold it by then.
const CLOSING = 7_290_002

/**
 * Ends the sessions of contacts that open no account any more. Such a session opens nothing while it is so, but the next
 * customer to whom the same number or address is given would find its former holder signed in. Of two accounts of one contact
 * that are closed at once, the second one sees what the first one did.
 */
export async function endSessionsOfNobody(
  trx: Db,
  { dialect }: Pick<Trx, 'dialect'>,
  contacts: readonly string[],
  now: number,
): Promise<void> {
  if (contacts.length === 0) return
  if (dialect === 'postgres') await sql`SELECT pg_advisory_xact_lock(${CLOSING})`.execute(trx)
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
