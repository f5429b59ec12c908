import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { clientAddress } from './client-address.ts'
import type { ForLayers } from './identity.ts'
import type { Parts } from './parts.ts'
import { eventOfStatus } from './request-event.ts'
import { securityHeaders } from './security-headers.ts'

export type AroundParts = Pick<Parts, 'config' | 'log' | 'metrics' | 'pseudonym'>

/** The outermost layer: gives each request a name, each answer its headers, and counts and logs both. */
export function around({ config, log, metrics, pseudonym }: AroundParts): MiddlewareHandler<ForLayers> {
  const headers = [...securityHeaders(config.publicUrl), ['Cache-Control', 'no-store'] as const]
  return async (c, next) => {
    const startedAt = performance.now()
    const requestId = randomUUID()
    const peer = c.env.incoming?.socket.remoteAddress
    const client = clientAddress(peer, c.req.header('x-forwarded-for'), config.trustProxy)
    c.set('visit', { requestId, clientAddress: client })
    for (const [name, value] of headers) c.header(name, value)
    c.header('X-Request-Id', requestId)
    await next()
    const seconds = (performance.now() - startedAt) / 1000
    const { method } = c.req
    const { status } = c.res
    // The pattern, never the address itself, which may hold a number or a search.
    const route = matchedRoutes(c).findLast(({ path }) => path !== '/*')?.path ?? 'none'
    metrics.countRequest(method, route, status, seconds)
    if (!log.isLevelEnabled('info')) return
    const milliseconds = Math.round(seconds * 10_000) / 10
    const event = c.var.event ?? eventOfStatus(status)
    const line = { requestId, method, route, status, milliseconds, client: pseudonym(client) }
    log.info(event ? { ...line, event } : line, 'request')
  }
}
