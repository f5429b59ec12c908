import type { NotFoundHandler } from 'hono'
import { TrieRouter } from 'hono/router/trie-router'
import type { ForLayers } from './identity.ts'
import { refuse } from './refuse.ts'

/**
 * Answers what no route took: the right address with the wrong method, an address that lacks its last slash, or nothing
 * of ours at all.
 */
export function notFound(
  addresses: readonly { readonly method: string; readonly path: string }[],
): NotFoundHandler<ForLayers> {
  const methods = new TrieRouter<string>()
  for (const { method, path } of addresses) methods.add('ALL', path, method)
  const methodsAt = (path: string) => [...new Set(methods.match('ALL', path)[0].map(([method]) => method))]
  return (c) => {
    const { path } = c.req
    const allowed = methodsAt(path)
    if (allowed.length > 0) {
      const all = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed
      return refuse(c, 'method_not_allowed', { headers: { Allow: all.toSorted().join(', ') } })
    }
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (isRead && methodsAt(`${path}/`).includes('GET')) {
      // As it was sent: decoded, a part of the address could break the header that repeats it.
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(`${pathname}/${search}`, 308)
    }
    return refuse(c, 'not_found')
  }
}
