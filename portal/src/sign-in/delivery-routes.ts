import type { FlowState } from '@kerbside/otp'
import type { Context } from 'hono'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { ForAnyone } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import type { StreamPlace } from '../web/streams.ts'
import type { Door } from './ask-for-code.ts'
import { waitingOf } from './delivery.ts'
import { lookAtFlow } from './flow-cookie.ts'
import { watchDelivery } from './watch-delivery.ts'

/** Whoever has waited this long has taken another way, or looks once more by hand. */
const LONGEST_MS = 3 * 60_000
/** How soon a browser asks again when the line broke, milliseconds. */
const RETRY_MS = 3_000

/**
 * Tells a page how its message fares, as it happens (server-sent events). Only a known device is told anything: every other
 * browser, with or without a flow, gets 204, after which it does not ask again. The same goes for one stream too many.
 */
export const deliveryRoutes = (parts: Parts, { door, path }: { readonly door: Door; readonly path: string }) =>
  new Hono<ForAnyone>().get(path, async (c) => {
    // Of a HEAD nobody would read the answer, and it would hold its place for ever.
    const found = c.req.method === 'GET' ? await lookAtFlow(parts, c, door) : undefined
    const place = found && mayWait(found.flow) ? parts.streams.enter(String(found.flow.otp)) : undefined
    return found && place ? tell(parts, c, found, place) : c.body(null, 204)
  })

const mayWait = ({ showsDelivery, live, held }: FlowState): boolean => showsDelivery && live && !held

function tell(
  parts: Parts,
  c: Context<ForAnyone>,
  { token, flow }: { readonly token: string; readonly flow: FlowState },
  place: StreamPlace,
): Response {
  const { otp, clock, news, log } = parts
  const response = streamSSE(c, async (stream) => {
    const left = new AbortController()
    stream.onAbort(() => left.abort())
    const ended = AbortSignal.any([place.ended, left.signal])
    const watched = watchDelivery({
      clock,
      ended,
      until: Math.min(clock.now() + LONGEST_MS, flow.expiresAt ?? 0),
      listen: (onNews) => news.listen(flow.reference ?? '', onNews),
      async look() {
        const present = await otp.look(token)
        // With another message the page is another, too.
        if (!present || !mayWait(present) || present.reference !== flow.reference) return undefined
        return (await waitingOf(parts, present)).delivery
      },
    })
    try {
      for await (const told of watched) {
        if (told === 'beat') await stream.write(': beat\n\n')
        else await stream.writeSSE({ event: 'state', data: told, retry: RETRY_MS })
      }
      // A server that stops says nothing, so that the browser turns to the next one.
      if (!ended.aborted) await stream.writeSSE({ event: 'end', data: '' })
    } catch (error) {
      log.error({ err: error }, 'telling of a delivery failed')
    } finally {
      place.leave()
    }
  })
  response.headers.set('Cache-Control', 'no-store')
  // For nginx, which would gather what is to be told at once.
  response.headers.set('X-Accel-Buffering', 'no')
  return response
}
