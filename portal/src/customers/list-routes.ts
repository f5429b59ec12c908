import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { ForStaff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { listQuery } from './form.ts'
import type { CustomerList, CustomerQuery } from './list-customers.ts'
import { listCustomers } from './list-customers.ts'
import { customerListPage } from './list-page.ts'

/** The list of customers, which the search field of every page of staff leads to. */
export const listRoutes = ({ database, config }: Parts) =>
  new Hono<ForStaff>().get(paths.admin.customers, requireRole('customers.read'), async (c) => {
    const query = listQuery.parse(c.req.query())
    const list = await listCustomers(database, query, config.defaultRegion)
    const only = onlyHit(query, list)
    if (only) return c.redirect(paths.admin.customer(only.number), 303)
    return c.html(customerListPage(c.var.view, { query, list, staff: c.var.staff }))
  })

/** The one customer whom a search found: a list of one would only be in the way. */
function onlyHit({ q, after, before }: CustomerQuery, { customers }: CustomerList) {
  const isFirstPage = after === undefined && before === undefined
  return q !== '' && isFirstPage && customers.length === 1 ? customers[0] : undefined
}
