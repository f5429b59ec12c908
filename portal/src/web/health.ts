import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { paths } from '../paths.ts'
import { isLoopback } from './client-address.ts'
import type { ForAnyone } from './identity.ts'
import type { Metrics } from './metrics.ts'
import { refuse } from './refuse.ts'

export interface HealthParts {
  readonly metrics: Metrics
  readonly metricsToken: string | undefined
  /** True when the database answers and its tables are up to date. */
  isReady(): Promise<boolean>
}

/** For whoever watches the process: alive, ready to be sent requests, and its numbers. */
export function healthRoutes({ metrics, metricsToken, isReady }: HealthParts): Hono<ForAnyone> {
  const isReader = (c: Asking) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (metricsToken && bearer && isSame(bearer, metricsToken)) return true
    return c.peer !== undefined && isLoopback(c.peer) && !isForwarded(c)
  }
  return new Hono<ForAnyone>()
    .get(paths.health, (c) => c.text('ok'))
    .get(paths.ready, async (c) => ((await isReady()) ? c.text('ready') : c.text('not ready', 503)))
    .get(paths.metrics, async (c) => {
      const peer = c.env.incoming?.socket.remoteAddress?.replace(/^::ffff:/, '')
      if (!isReader({ req: c.req, peer })) return refuse(c, 'not_found')
      return c.body(await metrics.registry.metrics(), 200, { 'Content-Type': metrics.registry.contentType })
    })
}

interface Asking {
  readonly req: { header(name: string): string | undefined }
  readonly peer: string | undefined
}

// Behind a proxy on this machine every peer is loopback, but a proxy says in one of these ways that it forwards.
const forwarding = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-proto']

const isForwarded = ({ req }: Asking): boolean => forwarding.some((name) => req.header(name) !== undefined)

/** Compares hashes, so that neither length nor beginning of the token shows in the time. */
function isSame(one: string, other: string): boolean {
  const hashed = [one, other].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(hashed[0] ?? Buffer.alloc(0), hashed[1] ?? Buffer.alloc(0))
}
