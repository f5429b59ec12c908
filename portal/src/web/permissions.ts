import type { MiddlewareHandler } from 'hono'
import type { StaffRole } from '../db/tables.ts'
import type { ForStaff, Staff } from './identity.ts'
import { refuse } from './refuse.ts'

const everybody: readonly StaffRole[] = ['admin', 'billing', 'support', 'auditor']

/** Who of the staff may do what. Reading is for all of them; an auditor does nothing else. */
export const permissions = {
  'home.read': everybody,
  'customers.read': everybody,
  'customers.edit': ['admin', 'billing', 'support'],
  'otps.read': everybody,
  'otps.end': ['admin', 'support'],
  'sessions.read': everybody,
  'sessions.end': ['admin', 'support'],
  'staff.read': everybody,
  'staff.edit': ['admin'],
  'audit.read': ['admin', 'auditor'],
  'bills.read': everybody,
  'bills.issue': ['admin', 'billing'],
  'payments.read': everybody,
  'bills.correct': ['admin', 'billing'],
  'plans.edit': ['admin', 'billing'],
  'services.edit': ['admin', 'billing'],
  'books.edit': ['admin'],
  'books.prove': ['admin', 'billing', 'auditor'],
  'payments.record': ['admin', 'billing'],
  'payments.undo': ['admin', 'billing'],
  'approvals.decide': ['admin', 'billing'],
  'lists.export': ['admin', 'billing', 'auditor'],
  'feedback.read': everybody,
  'feedback.answer': ['admin', 'support'],
  'messages.read': everybody,
} as const satisfies Record<string, readonly StaffRole[]>

export type Action = keyof typeof permissions

/** True when this member of staff may do it; pages ask before they offer a button. */
export const may = ({ role }: Pick<Staff, 'role'>, action: Action): boolean => {
  const roles: readonly StaffRole[] = permissions[action]
  return roles.includes(role)
}

/**
 * What moves money, or says who may do what. Whoever edits customers does both: the type of a customer sets the price, and
 * a contact is whom a code reaches, so it opens that customer's account.
 */
const grave: readonly Action[] = [
  'staff.edit',
  'customers.edit',
  'bills.issue',
  'bills.correct',
  'plans.edit',
  'services.edit',
  'books.edit',
  'payments.record',
  'payments.undo',
  'approvals.decide',
]

/** True for a role whose door a code alone should not open: all of them, but for who only reads. */
export const touchesMoneyOrStaff = (role: StaffRole): boolean => grave.some((action) => may({ role }, action))

const guards = new WeakSet<object>()

/** Lets a route of staff be used by the roles that may do this. Every route of staff names its action: see `createApp`. */
export function requireRole(action: Action): MiddlewareHandler<ForStaff> {
  const guard: MiddlewareHandler<ForStaff> = async (c, next) => {
    if (!may(c.var.staff, action)) return refuse(c, 'forbidden')
    await next()
  }
  guards.add(guard)
  return guard
}

/** True for what {@link requireRole} made. */
export const isRoleGuard = (handler: object): boolean => guards.has(handler)
