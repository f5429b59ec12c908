import { createRoute, z } from '@hono/zod-openapi'
import { paths } from '../paths.ts'
import { createApi } from '../web/api.ts'
import { problem, security } from '../web/api-answers.ts'
import { customerListRoute } from '../web/customer-list.ts'
import type { ForToken } from '../web/identity.ts'
import { refuse } from '../web/refuse.ts'

const amount = z.int().describe('In minor units of the currency')

const bill = z
  .object({
    number: z.string(),
    period: z.string().describe('YYYY-MM'),
    issuedOn: z.iso.date(),
    dueOn: z.iso.date(),
    currency: z.string().describe('ISO 4217'),
    total: amount,
    open: amount,
    status: z.enum(['open', 'part_paid', 'paid', 'overdue', 'credited']),
  })
  .openapi('Bill')

const billsRoute = customerListRoute({
  path: paths.api.bills,
  tag: 'billing',
  description: 'The bills of a customer, the newest first.',
  item: bill,
})
const billRoute = createRoute({
  method: 'get',
  path: paths.api.bill('{number}'),
  tags: ['billing'],
  security,
  request: { params: z.object({ number: z.string() }) },
  responses: { 401: problem('No valid token.'), 404: problem('No such bill stands behind the token.') },
})

/** Bills for programs. None has been issued yet. */
export const billingApi = () =>
  createApi<ForToken>()
    .openapi(billsRoute, (c) => c.json({ items: [], next: null }, 200))
    .openapi(billRoute, (c) => refuse(c, 'not_found'))
