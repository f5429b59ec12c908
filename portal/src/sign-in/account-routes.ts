import { Hono } from 'hono'
import { z } from 'zod'
import { contactActor, tell } from '../audit/index.ts'
import { paths } from '../paths.ts'
import type { ForCustomer } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { readForm } from '../web/read-form.ts'
import { refuse } from '../web/refuse.ts'
import { rowId } from '../web/row-id.ts'
import { endAllSessions, endOwnSession } from './end-session.ts'
import { sessionCookie } from './sessions.ts'

const EVERYWHERE = 'all'
/** Which session is to end: the number of one, or all of the contact's. */
const endForm = z.object({ session: z.literal(EVERYWHERE).or(rowId) })

const forgetForm = z.object({ device: rowId })

/** Ends sessions of the customer's own contact: one device, or everywhere. Forgets a known device. The lists stand on `/account/`. */
export function accountRoutes(parts: Parts) {
  const { otp, cookies, clock } = parts
  return new Hono<ForCustomer>()
    .post(paths.accountSessions, async (c) => {
      const form = readForm(c, endForm)
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      const { contact, sessionId } = c.var.session
      const { session } = form.data
      const ending = { ...parts, by: contactActor(parts, c.var.visit, contact) }
      if (session === EVERYWHERE) await endAllSessions(ending, contact)
      else if ((await endOwnSession(ending, session, contact)) === 0) return refuse(c, 'not_found')
      if (session === EVERYWHERE || session === sessionId) {
        cookies.clear(c, sessionCookie)
        announce(c, cookies, 'sign-in.notice.signedOut')
        return c.redirect(paths.otp.request, 303)
      }
      announce(c, cookies, 'sign-in.notice.deviceEnded')
      return c.redirect(paths.account, 303)
    })
    .post(paths.accountDevices, async (c) => {
      const form = readForm(c, forgetForm)
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      const { contact } = c.var.session
      const by = contactActor(parts, c.var.visit, contact)
      const forgotten = await otp.forget(contact, form.data.device, {
        inSameCommit: (trx) => tell(trx, { by, clock }, 'authn_token_revoked', null),
      })
      if (!forgotten) return refuse(c, 'not_found')
      announce(c, cookies, 'sign-in.notice.deviceForgotten')
      return c.redirect(paths.account, 303)
    })
}
