import type { MiddlewareHandler } from 'hono'
import type { ForLayers } from './identity.ts'
import { readBody } from './read-body.ts'
import { refuse } from './refuse.ts'

/** A receipt is short; Twilio's have less than one kilobyte. */
const RECEIPT_BYTES = 16 * 1024

/** Stands before what providers post: the body is of bounded length, and its bytes are left as they came. */
export const rawGuard: MiddlewareHandler<ForLayers> = async (c, next) => {
  const bytes = await readBody(c.req, RECEIPT_BYTES)
  if (!bytes) return refuse(c, 'too_large')
  c.set('raw', bytes)
  return next()
}
