import { Hono } from 'hono'
import { staffActor, tell } from '../audit/index.ts'
import { paths } from '../paths.ts'
import { csvAnswer } from '../web/csv.ts'
import type { ForStaff } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { customerColumns, exportedCustomers } from './export-customers.ts'
import { listQuery } from './form.ts'
import type { CustomerList, CustomerQuery } from './list-customers.ts'
import { listCustomers } from './list-customers.ts'
import { customerListPage } from './list-page.ts'

/** The list of customers, on the screen and as a file. */
export function listRoutes({ database, config, change, clock }: Parts) {
  const region = config.defaultRegion
  return new Hono<ForStaff>()
    .get(paths.admin.customers, requireRole('customers.read'), async (c) => {
      const query = listQuery.parse(c.req.query())
      const list = await listCustomers(database, query, { region })
      const only = onlyHit(query, list)
      if (only) return c.redirect(paths.admin.customer(only.number), 303)
      return c.html(customerListPage(c.var.view, { query, list, staff: c.var.staff }))
    })
    .get(paths.admin.exportCustomers, requireRole('lists.export'), async (c) => {
      const query = listQuery.parse(c.req.query())
      await change(async (_, commit) => {
        await tell(commit, { by: staffActor(c), clock }, 'list_exported', 'customers', { search: query.q })
      })
      const pages = exportedCustomers(database, query, region)
      return csvAnswer(c, { name: 'customers.csv', columns: customerColumns, pages })
    })
}

/** The one customer whom a search found: a list of one would only be in the way. */
function onlyHit({ q, after, before }: CustomerQuery, { customers }: CustomerList) {
  const isFirstPage = after === undefined && before === undefined
  return q !== '' && isFirstPage && customers.length === 1 ? customers[0] : undefined
}
