import { OpenAPIHono } from '@hono/zod-openapi'
import type { ForProgram, ForToken } from './identity.ts'
import { invalidFields } from './invalid-fields.ts'
import { refuse } from './refuse.ts'

/**
 * Routes of the JSON API, described for `/api/openapi.json` as they are made. What does not fit a route's schema is 422;
 * what is no JSON at all has been refused by the guard before.
 */
export const createApi = <Env extends ForProgram | ForToken>(): OpenAPIHono<Env> =>
  new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (!result.success) return refuse(c, 'invalid_input', invalidFields(result.error.issues))
    },
  })
