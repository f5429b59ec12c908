import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Hono } from 'hono'
import type { ForAnyone, ForCustomer, ForProgram, ForProvider, ForStaff, ForToken } from './identity.ts'

/**
 * The addresses of a feature, by who may use them. The section decides what stands before a route, so none can be left
 * open by forgetting: a session, a role, the CSRF token of a form, a sound JSON body, a Bearer token. A provider's bytes come
 * as they are, since its signature is over them; its handler checks it.
 */
export interface Routes {
  /** The feature's folder; `paths.ts` must name it for each of these addresses. */
  readonly folder: string
  readonly anyone?: Hono<ForAnyone>
  readonly customer?: Hono<ForCustomer>
  readonly staff?: Hono<ForStaff>
  readonly program?: OpenAPIHono<ForProgram>
  readonly token?: OpenAPIHono<ForToken>
  readonly provider?: Hono<ForProvider>
}

/** An address that something answers. */
export interface Address {
  readonly method: string
  readonly path: string
  readonly folder: string
}

interface WithRoutes {
  readonly routes: readonly { readonly method: string; readonly path: string }[]
}

/** The addresses of a section, each once, however many handlers stand at it. */
export function addressesOf(section: WithRoutes): readonly { readonly method: string; readonly path: string }[] {
  const wide = section.routes.find(({ method }) => method === 'ALL')
  if (wide) throw new TypeError(`${wide.path} of a feature would stand before the addresses of all others.`)
  const byName = new Map(section.routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]))
  return [...byName.values()]
}

/** Every address of the features. */
export const addressesIn = (features: readonly Routes[]): readonly Address[] =>
  features.flatMap(({ folder, ...sections }) =>
    Object.values(sections).flatMap((section: WithRoutes) =>
      addressesOf(section).map(({ method, path }) => ({ method, path, folder })),
    ),
  )

/**
 * Sees to it that each route with a JSON body asks for it: without `body.required` a request that has no content type
 * would pass the schema by.
 */
export function requireBodies(section: Routes['program' | 'token']): void {
  for (const definition of section?.openAPIRegistry.definitions ?? []) {
    if (definition.type !== 'route' || !definition.route.request?.body || definition.route.request.body.required)
      continue
    throw new TypeError(`${definition.route.method} ${definition.route.path} needs body.required: true.`)
  }
}
