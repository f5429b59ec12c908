import type { Context } from 'hono'
import { paths } from '../paths.ts'
import type { Parts } from '../web/parts.ts'
import { takeNext } from './next-cookie.ts'
import { SESSION_MS, sessionCookie, staffCookie } from './sessions.ts'

/** Keeps a customer's new session with its browser, and says where it goes on. */
export function welcomeCustomer(parts: Parts, c: Context, token: string): string {
  parts.cookies.write(c, sessionCookie, token, SESSION_MS / 1000)
  return takeNext(parts, c, 'customer') ?? paths.dashboard
}

/** The same for staff. A passkey that is still to be shown is asked for on the way. */
export function welcomeStaff(parts: Parts, c: Context, token: string): string {
  parts.cookies.write(c, staffCookie, token, SESSION_MS / 1000)
  return takeNext(parts, c, 'staff') ?? paths.admin.home
}
