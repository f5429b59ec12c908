import type { Contact } from '@kerbside/otp'
import type { Db } from '../db/database.ts'
import type { StaffRole } from '../db/tables.ts'
import type { Locale } from '../locales/index.ts'
import type { Refused } from '../values/refused.ts'
import type { Parts } from '../web/parts.ts'
import type { StaffRecord } from './queries.ts'
import { lockAdmins, staffRecordByContact } from './queries.ts'

type ChangeParts = Pick<Parts, 'change' | 'clock'>

/** What one of the staff is called, may do and reads. */
interface StaffEntry {
  readonly name: string
  readonly role: StaffRole
  readonly language: Locale
}

interface NewStaff extends StaffEntry {
  readonly email: Contact
}

const lastAdmin: Refused<'last_admin'> = { success: false, reason: 'last_admin' }

/** Adds somebody whose address is not there yet: the unique key decides. */
export async function addStaff(
  { change, clock }: ChangeParts,
  staff: NewStaff,
): Promise<{ success: true } | Refused<'staff_there'>> {
  const added = await change((trx) => insertStaff(trx, staff, clock.now()))
  return added ? { success: true } : { success: false, reason: 'staff_there' }
}

/** What came of {@link putStaff}. */
export type Put =
  | { readonly success: true; readonly outcome: 'added' | 'changed' | 'unchanged' }
  | Refused<'last_admin'>

/** Adds somebody, or changes who is there with this address; whoever was deactivated can sign in again. */
export function putStaff({ change, clock }: ChangeParts, staff: NewStaff): Promise<Put> {
  return change(async (trx): Promise<Put> => {
    if (await insertStaff(trx, staff, clock.now())) return { success: true, outcome: 'added' }
    const there = await staffRecordByContact(trx, staff.email.canonical)
    if (!there) throw new Error('A member of staff vanished while being changed; nobody deletes them.')
    const { name, role, language } = staff
    if (there.active === 1 && there.name === name && there.role === role && there.language === language) {
      return { success: true, outcome: 'unchanged' }
    }
    if (role !== 'admin' && (await isLastAdmin(trx, there.id))) return lastAdmin
    await update(trx, there.id, { name, role, language, active: 1 })
    return { success: true, outcome: 'changed' }
  })
}

export type StaffChanged = { readonly success: true } | Refused<'last_admin'>

/** Changes name, role and language. The last administrator stays one, or nobody could make another. */
export function changeStaff({ change }: ChangeParts, id: number, { name, role, language }: StaffEntry) {
  return change(async (trx): Promise<StaffChanged> => {
    if (role !== 'admin' && (await isLastAdmin(trx, id))) return lastAdmin
    await update(trx, id, { name, role, language })
    return { success: true }
  })
}

/** Lets somebody sign in no longer, unless it is the last administrator. Their sessions end with it. */
export function deactivateStaff({ change }: ChangeParts, id: number): Promise<StaffChanged> {
  return change(async (trx): Promise<StaffChanged> => {
    if (await isLastAdmin(trx, id)) return lastAdmin
    await update(trx, id, { active: 0 })
    return { success: true }
  })
}

/** Lets somebody sign in again. */
export const reactivateStaff = ({ db }: Pick<Parts, 'db'>, id: number): Promise<void> => update(db, id, { active: 1 })

async function isLastAdmin(trx: Db, id: number): Promise<boolean> {
  const admins = await lockAdmins(trx)
  return admins.length === 1 && admins[0] === id
}

async function update(trx: Db, id: number, values: Partial<StaffEntry & Pick<StaffRecord, 'active'>>): Promise<void> {
  await trx.updateTable('staff').set(values).where('id', '=', id).execute()
}

const insertStaff = (trx: Db, { email, name, role, language }: NewStaff, now: number) =>
  trx
    .insertInto('staff')
    .values({ email: email.typed, contact: email.canonical, name, role, language, created_at: now })
    .onConflict((conflict) => conflict.column('contact').doNothing())
    .returning('id')
    .executeTakeFirst()
