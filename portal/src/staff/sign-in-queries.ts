import type { Reply, Row, Store } from '@kerbside/otp'
import type { StaffRole } from '../db/tables.ts'
import type { Locale } from '../locales/index.ts'
import { localeOf } from '../locales/index.ts'
import { isStaffRole } from './roles.ts'

/** One of the staff as sign-in and sessions know them: active, or they would not be found. */
export interface ActiveStaff {
  readonly id: number
  readonly name: string
  readonly role: StaffRole
  readonly language: Locale
}

/** One of the staff whom a contact signs in. */
export interface SignInStaff extends ActiveStaff {
  /** The e-mail address as it was given: the message goes there. */
  readonly address: string
}

/** The member of staff with a canonical contact (`$1`), while active. */
const SIGN_IN_STAFF = `
SELECT id, name, role, language, email AS address FROM staff WHERE contact = $1 AND active = 1`

/** The store or an open transaction: where a query is asked does not matter to it. */
type Reader = Pick<Store, 'get'>

/** {@link SIGN_IN_STAFF}, as a value; undefined for a contact that is nobody's of the staff, or of somebody deactivated. */
export function staffByContact(reader: Reader, contact: string): Reply<SignInStaff | undefined> {
  const row = reader.get(SIGN_IN_STAFF, [contact])
  return row instanceof Promise ? row.then((late) => late && signInStaff(late)) : row && signInStaff(row)
}

/** A row of {@link SIGN_IN_STAFF}. */
const signInStaff = (row: Row): SignInStaff => ({ ...activeStaff(row), address: String(row['address']) })

/** A row with somebody's id, name, role and language. */
export function activeStaff(row: Row): ActiveStaff {
  const role = String(row['role'])
  if (!isStaffRole(role)) throw new TypeError(`The database holds a role that is none: ${role}.`)
  return {
    id: Number(row['id']),
    name: String(row['name']),
    role,
    language: localeOf(String(row['language'])),
  }
}
