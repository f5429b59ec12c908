import type { Context } from 'hono'
import { paths } from '../paths.ts'
import type { ForAnyone } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { replaceSession } from './end-session.ts'
import { takeNext } from './next-cookie.ts'
import type { OpenedSession } from './sessions.ts'
import { keepChoice, SESSION_MS, sessionCookie, staffCookie } from './sessions.ts'

/**
 * Gives a customer's browser its new session. The one that it had is over: what was known of it before proves nothing now.
 * Only whose account is open goes on, for who was sent here in the middle of something.
 * @returns where the browser goes on
 */
export async function welcomeCustomer(parts: Parts, c: Context<ForAnyone>, opened: OpenedSession): Promise<string> {
  const { store } = parts.database
  const next = takeNext(parts, c, 'customer')
  const before = c.var.session?.sessionId
  if (before !== undefined) {
    if (next !== undefined) await keepChoice(store, opened.id, before)
    await replaceSession(parts, before)
  }
  parts.cookies.write(c, sessionCookie, opened.token, SESSION_MS / 1000)
  return next ?? paths.dashboard
}

/** The same for staff. A passkey that is still to be shown is asked for on the way. */
export async function welcomeStaff(parts: Parts, c: Context<ForAnyone>, opened: OpenedSession): Promise<string> {
  if (c.var.staff) await replaceSession(parts, c.var.staff.sessionId)
  return goOnAsStaff(parts, c, opened.token)
}

/** Keeps the token of a staff session with its browser, and says where it goes on. */
export function goOnAsStaff(parts: Parts, c: Context, token: string): string {
  parts.cookies.write(c, staffCookie, token, SESSION_MS / 1000)
  return takeNext(parts, c, 'staff') ?? paths.admin.home
}
