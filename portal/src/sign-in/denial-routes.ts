import type { Beside } from '@kerbside/otp'
import { Hono } from 'hono'
import type { Actor } from '../audit/index.ts'
import { contactActor, tell } from '../audit/index.ts'
import { paths } from '../paths.ts'
import type { ForAnyone, ForCustomer } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import { denialPage, refusedStrangersPage } from './denial-pages.ts'

/** "I did not ask for this", from the link of a mail. It signs nobody in, and only the POST does anything. */
export const denialRoutes = (parts: Parts) =>
  new Hono<ForAnyone>()
    .get(paths.denial(':token'), (c) => c.html(denialPage(c.var.view, c.req.param('token') ?? '')))
    .post(paths.denial(':token'), async (c) => {
      const { clientAddress, requestId } = c.var.visit
      const by = { kind: 'nobody', id: null, client: clientAddress || null, requestId } as const
      const refused = await parts.otp.deny(c.req.param('token') ?? '', tellingOfRefusal(parts, by))
      if (!refused) return refuse(c, 'not_found')
      return c.html(refusedStrangersPage(c.var.view, refused))
    })

/** The same from the account of a customer who is signed in. */
export const refuseStrangersRoutes = (parts: Parts) =>
  new Hono<ForCustomer>().post(paths.accountRefuse, async (c) => {
    const { contact } = c.var.session
    const by = contactActor(parts, c.var.visit, contact)
    const refused = await parts.otp.refuseStrangers(contact, tellingOfRefusal(parts, by))
    return c.html(refusedStrangersPage(c.var.view, refused))
  })

const tellingOfRefusal = ({ clock }: Parts, by: Actor): Beside<unknown> => ({
  inSameCommit: (trx) => tell(trx, { by, clock }, 'strangers_refused', null),
})
