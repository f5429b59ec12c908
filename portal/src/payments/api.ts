import { z } from '@hono/zod-openapi'
import { paths } from '../paths.ts'
import { createApi } from '../web/api.ts'
import { customerListRoute } from '../web/customer-list.ts'
import type { ForToken } from '../web/identity.ts'

const paymentsRoute = customerListRoute({
  path: paths.api.payments,
  tag: 'payments',
  description: 'Empty: nothing is recorded yet.',
  item: z.object({}),
})

export const paymentsApi = () =>
  createApi<ForToken>().openapi(paymentsRoute, (c) => c.json({ items: [], next: null }, 200))
