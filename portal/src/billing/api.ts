import { createRoute, z } from '@hono/zod-openapi'
import { paths } from '../paths.ts'
import { dayAt } from '../values/day.ts'
import { createApi } from '../web/api.ts'
import { json, problem, security } from '../web/api-answers.ts'
import { customerListRoute } from '../web/customer-list.ts'
import type { ForToken } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { refuse } from '../web/refuse.ts'
import type { Bill } from './queries/bills.ts'
import { billByNumber, billsOf } from './queries/bills.ts'

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
  responses: {
    200: json('The bill as it stands today.', bill),
    401: problem('No valid token.'),
    404: problem('No such bill stands behind the token.'),
  },
})

/** Bills for programs. */
export const billingApi = ({ db, clock, config }: Parts) => {
  const today = () => dayAt(clock.now(), config.timeZone)
  return createApi<ForToken>()
    .openapi(billsRoute, async (c) => {
      const { after } = c.req.valid('query')
      const { items, next } = await billsOf(db, { customerId: c.var.customer.id, today: today(), before: after })
      return c.json({ items: items.map(answerOf), next: next === undefined ? null : String(next) }, 200)
    })
    .openapi(billRoute, async (c) => {
      const found = await billByNumber(db, c.req.valid('param').number, today())
      const isTheirs = found && c.var.token.customers.some(({ id }) => id === found.customerId)
      return isTheirs ? c.json(answerOf(found), 200) : refuse(c, 'not_found')
    })
}

const answerOf = ({ number, period, issuedOn, dueOn, currency, totalMinor, openMinor, status }: Bill) => ({
  ...{ number, period, issuedOn, dueOn, currency, status },
  total: totalMinor,
  open: openMinor,
})
