import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { ForAnyone, ForCustomer } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import { denialPage, refusedStrangersPage } from './denial-pages.ts'

/** "I did not ask for this", from the link of a mail. It signs nobody in, and only the POST does anything. */
export const denialRoutes = ({ otp }: Parts) =>
  new Hono<ForAnyone>()
    .get(paths.denial(':token'), (c) => c.html(denialPage(c.var.view, c.req.param('token') ?? '')))
    .post(paths.denial(':token'), async (c) => {
      const refused = await otp.deny(c.req.param('token') ?? '')
      return refused ? c.html(refusedStrangersPage(c.var.view, refused)) : refuse(c, 'not_found')
    })

/** The same from the account of a customer who is signed in. */
export const refuseStrangersRoutes = ({ otp }: Parts) =>
  new Hono<ForCustomer>().post(paths.accountRefuse, async (c) =>
    c.html(refusedStrangersPage(c.var.view, await otp.refuseStrangers(c.var.session.contact))),
  )
