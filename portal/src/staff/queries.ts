import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { StaffRow } from '../db/tables.ts'

/** One of the staff, as the list shows them. */
export type StaffRecord = Readonly<
  Pick<Selectable<StaffRow>, 'id' | 'email' | 'contact' | 'name' | 'role' | 'language' | 'active'>
>

const columns = ['id', 'email', 'contact', 'name', 'role', 'language', 'active'] as const

/** Far more than any operator employs; the list has no pages. */
const MOST_STAFF = 1000

/** All staff by name, those who cannot sign in any more at the end. */
export const listStaff = (db: Db): Promise<StaffRecord[]> =>
  db
    .selectFrom('staff')
    .select(columns)
    .orderBy('active', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_STAFF)
    .execute()

/** One of the staff, active or not. */
export const staffRecord = (db: Db, id: number): Promise<StaffRecord | undefined> =>
  db.selectFrom('staff').select(columns).where('id', '=', id).executeTakeFirst()

/** One of the staff by canonical address, active or not. */
export const staffRecordByContact = (db: Db, contact: string): Promise<StaffRecord | undefined> =>
  db.selectFrom('staff').select(columns).where('contact', '=', contact).executeTakeFirst()

/**
 * Takes the rows of all active administrators until the commit, and gives their ids: of two administrators who demote each
 * other at the same moment, the second one sees what the first one did.
 */
export async function lockAdmins(trx: Db): Promise<number[]> {
  const rows = await trx
    .updateTable('staff')
    .set(({ ref }) => ({ active: ref('active') }))
    .where('role', '=', 'admin')
    .where('active', '=', 1)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Signs one of the staff out everywhere, in the commit that changes what they may do. */
export async function endSessionsOf(trx: Db, staffId: number, now: number): Promise<void> {
  await trx
    .updateTable('session')
    .set({ ended_at: now })
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null)
    .execute()
}
