import type { Context } from 'hono'
import { Hono } from 'hono'
import { paths } from '../../paths.ts'
import type { FormState } from '../../ui/index.ts'
import type { ForAnyone } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { refuse } from '../../web/refuse.ts'
import { forgetFlow } from '../flow-cookie.ts'
import { sessionBefore } from '../session-before.ts'
import { fromOf } from '../sessions.ts'
import { welcomeCustomer } from '../welcome.ts'
import type { Ceremonies } from './ceremonies.ts'
import { openByPasskey } from './open-by-passkey.ts'
import { refusalForm } from './refusal-form.ts'

/** Shows the page again that asked for the passkey. */
export type ShowRefused = (c: Context<ForAnyone>, form: FormState) => Promise<Response>

/** A customer's passkey in place of a code. */
export const passkeySignInRoutes = (parts: Parts, ceremonies: Ceremonies | undefined, showRefused: ShowRefused) =>
  new Hono<ForAnyone>().post(paths.otp.passkey, async (c) => {
    if (!ceremonies) return refuse(c, 'not_found')
    const answer = ceremonies.readShown(c)
    const before = sessionBefore(parts, c, 'customer')
    const opened = answer.success ? await openByPasskey(parts, answer, { from: fromOf(c), before }) : answer
    if (!opened.success) return showRefused(c, refusalForm(opened.reason))
    ceremonies.end(c)
    forgetFlow(parts, c, 'customer') // a code that was asked for meanwhile is not needed any more
    return c.redirect(welcomeCustomer(parts, c, opened.session.token), 303)
  })
