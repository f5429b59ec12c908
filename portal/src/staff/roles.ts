import type { StaffRole } from '../db/tables.ts'

/** The roles of staff, the mightiest first. What each may do stands in `web/permissions.ts`. */
export const staffRoles = ['admin', 'billing', 'support', 'auditor'] as const satisfies readonly StaffRole[]

/** True for a word that names a role. */
export const isStaffRole = (word: string): word is StaffRole => staffRoles.some((role) => role === word)
