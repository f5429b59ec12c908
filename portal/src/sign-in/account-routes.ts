import { Hono } from 'hono'
import { z } from 'zod'
import { paths } from '../paths.ts'
import type { ForCustomer } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { readForm } from '../web/read-form.ts'
import { refuse } from '../web/refuse.ts'
import { endAllSessions, endOwnSession, sessionCookie } from './sessions.ts'

const EVERYWHERE = 'all'
/** Which session is to end: the number of one, or all of the contact's. */
const endForm = z.object({ session: z.literal(EVERYWHERE).or(z.coerce.number().int().positive()) })

const forgetForm = z.object({ device: z.coerce.number().int().positive() })

/** Ends sessions of the customer's own contact: one device, or everywhere. Forgets a known device. The lists stand on `/account/`. */
export const accountRoutes = ({ database: { store }, otp, clock, cookies }: Parts) =>
  new Hono<ForCustomer>()
    .post(paths.accountSessions, async (c) => {
      const form = readForm(c, endForm)
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      const { contact, sessionId } = c.var.session
      const { session } = form.data
      const now = clock.now()
      if (session === EVERYWHERE) await endAllSessions(store, contact, now)
      else if ((await endOwnSession(store, session, contact, now)) === 0) return refuse(c, 'not_found')
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
      if (!(await otp.forget(c.var.session.contact, form.data.device))) return refuse(c, 'not_found')
      announce(c, cookies, 'sign-in.notice.deviceForgotten')
      return c.redirect(paths.account, 303)
    })
