import { Hono } from 'hono'
import type { Actor } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import { paths } from '../paths.ts'
import type { ForAnyone, ForCustomer } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import { contactActor } from './contact-actor.ts'
import { denialPage, refusedStrangersPage } from './denial-pages.ts'

/** "I did not ask for this", from the link of a mail. It signs nobody in, and only the POST does anything. */
export const denialRoutes = (parts: Parts) =>
  new Hono<ForAnyone>()
    .get(paths.denial(':token'), (c) => c.html(denialPage(c.var.view, c.req.param('token') ?? '')))
    .post(paths.denial(':token'), async (c) => {
      const refused = await parts.otp.deny(c.req.param('token') ?? '')
      if (!refused) return refuse(c, 'not_found')
      const { clientAddress, requestId } = c.var.visit
      const by = { kind: 'nobody', id: null, client: clientAddress || null, requestId } as const
      await tellOfRefusal(parts, by)
      return c.html(refusedStrangersPage(c.var.view, refused))
    })

/** The same from the account of a customer who is signed in. */
export const refuseStrangersRoutes = (parts: Parts) =>
  new Hono<ForCustomer>().post(paths.accountRefuse, async (c) => {
    const { contact } = c.var.session
    const refused = await parts.otp.refuseStrangers(contact)
    await tellOfRefusal(parts, contactActor(parts, c.var.visit, contact))
    return c.html(refusedStrangersPage(c.var.view, refused))
  })

const tellOfRefusal = ({ database, clock }: Parts, by: Actor): Promise<number> =>
  database.store.write((trx) => tell(trx, { by, clock }, 'strangers_refused', null))
