import type { Context } from 'hono'
import { z } from 'zod'
import { staffActor } from '../audit/index.ts'
import { filledForm } from '../ui/index.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import type { Action } from '../web/permissions.ts'
import { may, requireRole } from '../web/permissions.ts'
import { readForm } from '../web/read-form.ts'
import { refuse } from '../web/refuse.ts'
import { rowId } from '../web/row-id.ts'
import { isSoundText } from '../web/text-rules.ts'
import { passkeysOf } from './passkeys/queries.ts'
import { supportPart } from './passkeys/support-part.ts'
import { supportRoutes } from './passkeys/support-routes.ts'
import type { SessionSide } from './session-log.ts'
import { endSessions, sessionLog } from './session-log.ts'
import { sessionLogPage, sessionPaths } from './session-log-page.ts'
import { wholeContact } from './whole-contact.ts'

/** What one must be allowed to do to end the sessions of a side: colleagues are signed out by administrators alone. */
const ends = { customers: 'sessions.end', staff: 'staff.edit' } as const satisfies Record<SessionSide, Action>

/** What the address says; what makes no sense counts as left out, since addresses are kept and passed on. */
const logQuery = z.object({
  q: z.string().refine(isSoundText).trim().max(200).catch(''),
  before: rowId.optional().catch(undefined),
})

const endForm = z.union([z.object({ session: rowId }), z.object({ contact: z.string().min(1) })])

/** Who is signed in, for staff: customers by those who help them, staff by administrators. */
export function sessionLogRoutes(parts: Parts) {
  const { db, clock, cookies, config } = parts
  const list = (side: SessionSide) => async (c: Context<ForStaff>) => {
    const { q, before } = logQuery.parse(c.req.query())
    const contact = q === '' ? undefined : (wholeContact(q, config.defaultRegion)?.canonical ?? q)
    const { sessions, hasMore } = await sessionLog(db, { side, contact, before }, clock.now())
    const canEnd = may(c.var.staff, ends[side])
    const own = side === 'customers' && canEnd && contact !== undefined ? contact : undefined
    const passkeys = own === undefined ? '' : supportPart(c.var.view, own, await passkeysOf(db, { contact: own }))
    const page = sessionLogPage(c.var.view, {
      side,
      filter: filledForm({ q }),
      contact,
      sessions,
      hasMore,
      own: c.var.staff.sessionId,
      canEnd,
      passkeys,
    })
    return c.html(page)
  }
  const end = (side: SessionSide) => async (c: Context<ForStaff>) => {
    const form = readForm(c, endForm)
    if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
    await endSessions({ ...parts, by: staffActor(c) }, side, form.data)
    announce(c, cookies, 'sign-in.notice.sessionsEnded')
    const search = 'contact' in form.data ? `?${new URLSearchParams({ q: form.data.contact })}` : ''
    return c.redirect(sessionPaths[side] + search, 303)
  }
  return supportRoutes(parts)
    .get(sessionPaths.customers, requireRole('sessions.read'), list('customers'))
    .post(sessionPaths.customers, requireRole(ends.customers), end('customers'))
    .get(sessionPaths.staff, requireRole('sessions.read'), list('staff'))
    .post(sessionPaths.staff, requireRole(ends.staff), end('staff'))
}
