import type { MiddlewareHandler } from 'hono'
import { paths } from '../paths.ts'
import type { ForLayers, Identify, Staff } from './identity.ts'
import { refuse } from './refuse.ts'
import { noteOutOfOrder } from './request-event.ts'

/** Without a session a customer's page leads to the sign-in; with several customers behind it, to the choice first. */
export const requireCustomer: MiddlewareHandler<ForLayers> = async (c, next) => {
  const { session } = c.var
  if (!session) return c.redirect(paths.otp.request, 303)
  if (!session.customer) return c.redirect(paths.otp.choose, 303)
  c.set('customer', session.customer)
  await next()
}

/** Without a session a page of staff leads to their sign-in; with half of one, to its second step. */
export const requireStaff: MiddlewareHandler<ForLayers> = async (c, next) => {
  const { staff } = c.var
  if (!staff) return c.redirect(paths.staff.request, 303)
  if (!isFullySignedIn(staff)) {
    noteOutOfOrder(c)
    return c.redirect(paths.staff.passkey, 303)
  }
  await next()
}

/** False while a passkey has still to be shown or made. */
export const isFullySignedIn = ({ passkey }: Staff): boolean => passkey === 'none' || passkey === 'shown'

/** RFC 6750: a missing or bad token is 401, and says what is wanted. */
export function requireToken(identify: Identify): MiddlewareHandler<ForLayers> {
  return async (c, next) => {
    const bearer = /^Bearer +([A-Za-z0-9_.~+/-]+=*)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const token = bearer && (await identify.token(bearer))
    if (!token) return refuse(c, 'unauthenticated', { headers: { 'WWW-Authenticate': 'Bearer' } })
    c.set('token', token)
    await next()
  }
}
