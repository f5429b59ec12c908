import type { Context, MiddlewareHandler } from 'hono'
import { paths } from '../paths.ts'
import type { ForCustomer, ForStaff } from './identity.ts'
import { isForStaff, ownPath } from './sides.ts'

/** How long a code or a passkey vouches for what needs fresh proof (OWASP ASVS 5.0, 7.5.1). */
const PROOF_MS = 5 * 60_000

/** True while the person has shown a short time ago who they are. */
const isProven = ({ provenAt }: { readonly provenAt: number }, now: number): boolean => now - provenAt <= PROOF_MS

/** Before a change of who may do what: the member of staff shows again who is at the desk. */
export const requireStaffProof: MiddlewareHandler<ForStaff> = async (c, next) => {
  if (!isProven(c.var.staff, c.var.view.now)) return c.redirect(withNext(paths.staff.again, pageOf(c)), 303)
  await next()
}

/** Before a change of how a customer signs in. */
export const requireCustomerProof: MiddlewareHandler<ForCustomer> = async (c, next) => {
  if (!isProven(c.var.session, c.var.view.now)) return c.redirect(withNext(paths.otp.again, pageOf(c)), 303)
  await next()
}

/** The name of the part of an address that says where a person goes on. */
export const nextName = 'next'

const withNext = (path: string, next: string): string => `${path}?${new URLSearchParams({ [nextName]: next })}`

/** The page that was opened, or on which the form stands that was sent. */
function pageOf(c: Context): string {
  const address = c.req.method === 'GET' ? c.req.url : c.req.header('referer')
  const url = address === undefined ? null : URL.parse(address)
  return url ? url.pathname + url.search : ''
}

/** Where a person goes on after showing who they are: a page of this site, on the person's own side, or nowhere. */
export function nextPage(next: string | undefined, side: 'customer' | 'staff'): string | undefined {
  const path = ownPath(next)
  return path !== undefined && isForStaff(path) === (side === 'staff') ? path : undefined
}
