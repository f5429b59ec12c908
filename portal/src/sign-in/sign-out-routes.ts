import type { Context } from 'hono'
import { Hono } from 'hono'
import { contactActor, staffActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import type { View } from '../ui/index.ts'
import { button, page, postForm } from '../ui/index.ts'
import type { ForAnyone } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { isAskedByUser } from '../web/request-origin.ts'
import type { Door } from './ask-for-code.ts'
import { signOut } from './end-session.ts'
import { sessionCookie, staffCookie } from './sessions.ts'

const doors = {
  customer: { cookie: sessionCookie, out: paths.otp.logout, to: paths.otp.request },
  staff: { cookie: staffCookie, out: paths.staff.logout, to: paths.staff.request },
} as const satisfies Record<Door, unknown>

/**
 * The guide's `customer_logout`, and that of staff. The session ends on the server; the browser forgets what it kept of
 * our pages, but not its cookies, by which it is known again (https://www.w3.org/TR/clear-site-data/).
 */
export function signOutRoutes(parts: Parts, door: Door): Hono<ForAnyone> {
  const { cookie, out, to } = doors[door]
  const leave = async (c: Context<ForAnyone>) => {
    const { session, staff, visit } = c.var
    if (door === 'staff' && staff)
      await signOut({ ...parts, by: staffActor({ var: { visit, staff } }) }, staff.sessionId)
    if (door === 'customer' && session) {
      await signOut({ ...parts, by: contactActor(parts, visit, session.contact) }, session.sessionId)
    }
    parts.cookies.clear(c, cookie)
    announce(c, parts.cookies, 'sign-in.notice.signedOut')
    c.header('Clear-Site-Data', '"cache", "storage"')
    return c.redirect(to, 303)
  }
  return new Hono<ForAnyone>()
    .get(out, (c) => (isAskedByUser(c.req.raw.headers) ? leave(c) : c.html(askFirst(c.var.view, out))))
    .post(out, leave)
}

function askFirst(view: View, out: string) {
  const form = postForm(view, { action: out }, button({ label: view.t('sign-in.logout.submit') }))
  return page(view, { title: view.t('sign-in.logout.title'), lead: view.t('sign-in.logout.lead') }, form)
}
