import type { Contact, Trx } from '@kerbside/otp'
import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import type { StaffRole } from '../db/tables.ts'
import type { Locale } from '../locales/index.ts'
import type { Refused } from '../values/refused.ts'
import type { Parts } from '../web/parts.ts'
import type { StaffRecord } from './queries.ts'
import { endSessionsOf, lockAdmins, staffRecordByContact } from './queries.ts'

/** What one of the staff is called, may do and reads. */
interface StaffEntry {
  readonly name: string
  readonly role: StaffRole
  readonly language: Locale
}

interface NewStaff extends StaffEntry {
  readonly email: Contact
  /** Somebody made up, for a demonstration. */
  readonly demo?: true
}

const lastAdmin: Refused<'last_admin'> = { success: false, reason: 'last_admin' }

/** Adds somebody whose address is not there yet: the unique key decides. */
export async function addStaff(parts: Changing, staff: NewStaff): Promise<{ success: true } | Refused<'staff_there'>> {
  const added = await parts.change(async (trx, commit) => {
    const inserted = await insertStaff(trx, staff, parts.clock.now())
    if (inserted) await tell(commit, parts, 'user_created', `staff ${inserted.id}`, { role: staff.role })
    return inserted
  })
  return added ? { success: true } : { success: false, reason: 'staff_there' }
}

/** What came of {@link putStaff}. */
export type Put =
  | { readonly success: true; readonly outcome: 'added' | 'changed' | 'unchanged' }
  | Refused<'last_admin'>

/** Adds somebody, or changes who is there with this address; whoever was deactivated can sign in again. */
export function putStaff(parts: Changing, staff: NewStaff): Promise<Put> {
  return parts.change(async (trx, commit): Promise<Put> => {
    const inserted = await insertStaff(trx, staff, parts.clock.now())
    if (inserted) {
      await tell(commit, parts, 'user_created', `staff ${inserted.id}`, { role: staff.role })
      return { success: true, outcome: 'added' }
    }
    const there = await staffRecordByContact(trx, staff.email.canonical)
    if (!there) throw new Error('A member of staff vanished while being changed; nobody deletes them.')
    const { name, role, language } = staff
    if (there.active === 1 && there.name === name && there.role === role && there.language === language) {
      return { success: true, outcome: 'unchanged' }
    }
    if (role !== 'admin' && (await isLastAdmin(trx, there.id))) return lastAdmin
    await update(trx, there.id, { name, role, language, active: 1 })
    if (role !== there.role) await endSessionsOf(trx, there.id, parts.clock.now())
    await tellOfChange(commit, parts, there, role)
    return { success: true, outcome: 'changed' }
  })
}

export type StaffChanged = { readonly success: true } | Refused<'last_admin'>

/**
 * Changes name, role and language. The last administrator stays one, or nobody could make another. With another role one
 * signs in anew, so that no session grows rights.
 */
export function changeStaff(
  parts: Changing,
  member: Pick<StaffRecord, 'id' | 'role'>,
  { name, role, language }: StaffEntry,
) {
  return parts.change(async (trx, commit): Promise<StaffChanged> => {
    if (role !== 'admin' && (await isLastAdmin(trx, member.id))) return lastAdmin
    await update(trx, member.id, { name, role, language })
    if (role !== member.role) await endSessionsOf(trx, member.id, parts.clock.now())
    await tellOfChange(commit, parts, member, role)
    return { success: true }
  })
}

/** Lets somebody sign in no longer, unless it is the last administrator. Their sessions end with it, and no device knows them. */
export function deactivateStaff(
  parts: Changing & Pick<Parts, 'otp'>,
  { id, contact }: Pick<StaffRecord, 'id' | 'contact'>,
): Promise<StaffChanged> {
  return parts.change(async (trx, commit): Promise<StaffChanged> => {
    if (await isLastAdmin(trx, id)) return lastAdmin
    await update(trx, id, { active: 0 })
    await endSessionsOf(trx, id, parts.clock.now())
    await parts.otp.forgetAll(commit, contact)
    await tell(commit, parts, 'user_archived', `staff ${id}`)
    return { success: true }
  })
}

/** Lets somebody sign in again. */
export function reactivateStaff(parts: Changing, id: number): Promise<void> {
  return parts.change(async (trx, commit) => {
    await update(trx, id, { active: 1 })
    await tell(commit, parts, 'user_restored', `staff ${id}`)
  })
}

function tellOfChange(commit: Trx, parts: Changing, before: Pick<StaffRecord, 'id' | 'role'>, role: StaffRole) {
  const name = before.role === role ? 'user_updated' : 'privilege_permissions_changed'
  return tell(commit, parts, name, `staff ${before.id}`, { from: before.role, to: role })
}

async function isLastAdmin(trx: Db, id: number): Promise<boolean> {
  const admins = await lockAdmins(trx)
  return admins.length === 1 && admins[0] === id
}

async function update(trx: Db, id: number, values: Partial<StaffEntry & Pick<StaffRecord, 'active'>>): Promise<void> {
  await trx.updateTable('staff').set(values).where('id', '=', id).execute()
}

const insertStaff = (trx: Db, { email, name, role, language, demo }: NewStaff, now: number) =>
  trx
    .insertInto('staff')
    .values({
      email: email.typed,
      contact: email.canonical,
      name,
      role,
      language,
      demo: demo ? 1 : 0,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('contact').doNothing())
    .returning('id')
    .executeTakeFirst()
