import type { ErrorHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ForLayers } from './identity.ts'
import type { Parts } from './parts.ts'
import { refuse } from './refuse.ts'
import type { ViewOf } from './viewing.ts'

const RETRY_SECONDS = '10'

/** The one place that answers for a bug or a lost database: nothing of the inside leaves, and the log says the rest. */
export function failures({ log }: Pick<Parts, 'log'>, viewOf: ViewOf): ErrorHandler<ForLayers> {
  return (error, c) => {
    if (error instanceof HTTPException && error.status < 500)
      return refuse(c, 'invalid_input', { status: error.status })
    const { requestId } = c.get('visit') ?? {}
    if (c.req.raw.signal.aborted) {
      log.info({ requestId }, 'the client went away')
      return refuse(c, 'invalid_input', { status: 400 })
    }
    log.error({ err: error, requestId }, 'request failed')
    if (!c.get('view')) c.set('view', viewOf(c, undefined))
    if (isOutage(error)) return refuse(c, 'unavailable', { headers: { 'Retry-After': RETRY_SECONDS } })
    return refuse(c, 'unavailable', { status: 500, page: 'failed' })
  }
}

/** What `pg` and PostgreSQL say when there is no database to talk to (SQLSTATE classes 08, 53 and 57). */
function isOutage(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return /^(ECONN|EPIPE|ETIMEDOUT|ENOENT$|08|53|57P)/.test(code) || /timeout exceeded when trying/.test(error.message)
}
