import type { MiddlewareHandler } from 'hono'
import type { ForLayers } from './identity.ts'
import { BODY_BYTES, readBody } from './read-body.ts'
import { refuse } from './refuse.ts'
import { hasRepeatedMember } from './repeated-member.ts'
import { decodeText, holdsSoundText } from './text-rules.ts'

/** Stands before every POST of the API: the body is JSON, whole, each member once, and of sound text. */
export const jsonGuard: MiddlewareHandler<ForLayers> = async (c, next) => {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const bytes = await readBody(c.req, BODY_BYTES)
  if (!bytes) return refuse(c, 'too_large')
  if (bytes.length > 0 && type !== 'application/json') return refuse(c, 'unsupported_media_type')
  const text = decodeText(bytes)
  const body = text === undefined ? malformed : parse(text)
  if (body === malformed || !holdsSoundText(body)) return refuse(c, 'invalid_input', { status: 400 })
  c.set('body', body)
  await next()
}

const malformed = Symbol('malformed')

function parse(text: string): unknown {
  if (text === '') return undefined // logout has nothing to say
  try {
    const body: unknown = JSON.parse(text)
    return hasRepeatedMember(text) ? malformed : body
  } catch {
    return malformed
  }
}
