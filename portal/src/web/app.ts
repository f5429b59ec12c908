import { OpenAPIHono } from '@hono/zod-openapi'
import type { Env, MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import { paths } from '../paths.ts'
import { stylesPage } from '../ui/index.ts'
import { bearerScheme } from './api-answers.ts'
import { around } from './around.ts'
import { assetRoutes } from './assets.ts'
import { failures } from './failures.ts'
import { formGuard } from './form-guard.ts'
import { requireCustomer, requireStaff, requireToken } from './guards.ts'
import { healthRoutes } from './health.ts'
import type { Connection, ForAnyone, ForLayers, Identify } from './identity.ts'
import { jsonGuard } from './json-guard.ts'
import { languageRoutes } from './language.ts'
import type { Address, Routes } from './mount.ts'
import { addressesIn, addressesOf, requireBodies } from './mount.ts'
import { notFound } from './not-found.ts'
import type { Parts } from './parts.ts'
import { isRoleGuard } from './permissions.ts'
import { rawGuard } from './raw-guard.ts'
import { createViewOf, viewing } from './viewing.ts'

export interface Mount {
  readonly features: readonly Routes[]
  readonly identify: Identify
  /** True when the database answers and its tables are up to date. */
  isReady(): Promise<boolean>
}

export interface App {
  fetch(request: Request, env?: Connection): Response | Promise<Response>
  /** Every address that is answered, and the folder it belongs to. */
  readonly addresses: readonly Address[]
}

type Layer = MiddlewareHandler<ForLayers>

/**
 * Puts the features together. A request passes `around` (name, headers, log), then `viewing` (who, which language), then
 * the guards of its section, then its handler.
 */
export function createApp(parts: Parts, { features, identify, isReady }: Mount): App {
  const { config, csrf, metrics } = parts
  const viewOf = createViewOf(parts)
  const own = ownRoutes(parts, identify)
  const health = { anyone: healthRoutes({ metrics, metricsToken: config.metricsToken, isReady }), folder: 'web' }
  const assets = { anyone: assetRoutes(), folder: 'web' }
  const document = { method: 'GET', path: paths.api.document, folder: 'web' }
  const addresses = [document, ...addressesIn([health, assets, own, ...features])]

  const app = new OpenAPIHono<ForLayers>()
  app.use(around(parts))
  app.onError(failures(parts, viewOf))
  app.notFound(notFound(addresses))
  app.route('/', health.anyone).route('/', assets.anyone)
  app.use(viewing(parts, identify, viewOf))

  const form = formGuard({ csrf, publicUrl: config.publicUrl })
  const mount = <Handled extends Env>(
    section: Hono<Handled> | undefined,
    bodyGuard: Layer,
    ...guards: readonly Layer[]
  ) => {
    if (!section) return
    for (const { method, path } of addressesOf(section)) {
      for (const guard of guards) app.on(method, path, guard)
      if (method !== 'GET') app.on(method, path, bodyGuard)
    }
    app.route('/', section)
  }
  for (const { anyone, customer, staff, program, token, provider } of [own, ...features]) {
    mount(anyone, form)
    mount(customer, form, requireCustomer)
    mount(withRoles(staff), form, requireStaff)
    requireBodies(program)
    requireBodies(token)
    mount(program, jsonGuard)
    mount(token, jsonGuard, requireToken(identify))
    mount(provider, rawGuard)
  }
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', bearerScheme)
  const openApi = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: 'Kerbside', version: '1' } })
  app.get(document.path, (c) => c.json(openApi))
  return { fetch: (request, env = {}) => app.fetch(request, env), addresses }
}

/** What belongs to no feature. */
function ownRoutes({ config, cookies }: Parts, identify: Identify): Routes {
  const anyone = new Hono<ForAnyone>()
  anyone.route('/', languageRoutes(cookies, identify))
  if (!config.isProduction) {
    anyone.get(paths.dev.styles, (c) => c.html(stylesPage(c.var.view, c.req.query('shell'))))
  }
  return { folder: 'web', anyone }
}

/** Every address of staff says which action it is, so that none is open to all roles by forgetting. */
function withRoles(section: Routes['staff']): Routes['staff'] {
  for (const { method, path } of section ? addressesOf(section) : []) {
    const handlers = section?.routes.filter((route) => route.method === method && route.path === path) ?? []
    if (!handlers.some(({ handler }) => isRoleGuard(handler))) {
      throw new TypeError(`${method} ${path} does not say by requireRole() who may use it.`)
    }
  }
  return section
}
