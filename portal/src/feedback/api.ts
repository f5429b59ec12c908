import { z } from '@hono/zod-openapi'
import { paths } from '../paths.ts'
import { createApi } from '../web/api.ts'
import { customerListRoute } from '../web/customer-list.ts'
import type { ForToken } from '../web/identity.ts'

const feedbackRoute = customerListRoute({
  path: paths.api.feedback,
  tag: 'feedback',
  description: 'Empty: nothing is recorded yet.',
  item: z.object({}),
})

export const feedbackApi = () =>
  createApi<ForToken>().openapi(feedbackRoute, (c) => c.json({ items: [], next: null }, 200))
