import type { MiddlewareHandler } from 'hono'
import { csrfFieldName } from '../ui/index.ts'
import type { Csrf } from './csrf.ts'
import { readFormBody } from './form-body.ts'
import type { ForLayers } from './identity.ts'
import { refuse } from './refuse.ts'
import { comesFromElsewhere } from './request-origin.ts'

export interface FormGuardParts {
  readonly csrf: Csrf
  readonly publicUrl: URL
}

/**
 * Stands before every POST of a page: the form comes from this site, is whole, and proves that this browser opened it.
 * Handlers find its fields by `readForm`.
 */
export function formGuard({ csrf, publicUrl }: FormGuardParts): MiddlewareHandler<ForLayers> {
  return async (c, next) => {
    if (c.get('form')) return next() // two addresses that overlap, `/new/` and `/:number/`, bring their guard each
    if (comesFromElsewhere(c.req.raw.headers, publicUrl)) return refuse(c, 'forbidden', { page: 'staleForm' })
    const body = await readFormBody(c.req)
    if (!body.success) return refuse(c, body.reason, { status: body.status })
    const token = body.fields[csrfFieldName]
    if (typeof token !== 'string' || !csrf.proves(c, token)) return refuse(c, 'forbidden', { page: 'staleForm' })
    c.set('form', body.fields)
    return next()
  }
}
