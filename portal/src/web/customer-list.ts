import { createRoute, z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { json, listOf, problem, security } from './api-answers.ts'
import type { Customer, ForToken } from './identity.ts'
import { refuse } from './refuse.ts'
import { rowId } from './row-id.ts'

/** Whose list it is stands in `c.var.customer`. */
type ForTokenCustomer = ForToken & { Variables: { customer: Customer } }

const field = 'customer'
const query = z.object({
  [field]: z.string().optional().describe('The number of a customer; needed when several stand behind the token'),
  after: rowId.optional().describe('The `next` of the page before'),
})

/** Finds the customer that is asked about. A token of one customer needs no asking; another's customer is not found. */
const customerOf = createMiddleware<ForTokenCustomer>(async (c, next) => {
  const { customers } = c.var.token
  const [number, ...others] = c.req.queries(field) ?? []
  const found = number === undefined ? customers : customers.filter((customer) => customer.number === number)
  const [customer, another] = found
  if (another || others.length > 0) return refuse(c, 'invalid_input', { members: { fields: [field] } })
  if (!customer) return refuse(c, 'not_found')
  c.set('customer', customer)
  return next()
})

export interface CustomerList<Path extends string, Item extends z.ZodType> {
  readonly path: Path
  readonly tag: string
  readonly description: string
  readonly item: Item
}

/** The route of a list that belongs to one of the customers behind a token. */
export const customerListRoute = <Path extends string, Item extends z.ZodType>(list: CustomerList<Path, Item>) =>
  createRoute({
    method: 'get',
    path: list.path,
    tags: [list.tag],
    security,
    middleware: customerOf,
    request: { query },
    responses: {
      200: json(list.description, listOf(list.item)),
      401: problem('No valid token.'),
      404: problem('No such customer stands behind the token.'),
      422: problem('Several customers stand behind the token and none was named, or `after` is no cursor.'),
    },
  })
