import { Hono } from 'hono'
import { paths } from '../paths.ts'
import type { ForCustomer } from '../web/identity.ts'
import { refuse } from '../web/refuse.ts'
import { billsPage, statementPage } from './pages.ts'

/** The pages of a customer's bills. No bill has been issued yet, so none is found by its number. */
export const billingRoutes = () =>
  new Hono<ForCustomer>()
    .get(paths.bills, (c) => c.html(billsPage(c.var.view)))
    .get(paths.bill(':number'), (c) => refuse(c, 'not_found'))
    .get(paths.billFile(':name'), (c) => refuse(c, 'not_found'))
    .get(paths.statement, (c) => c.html(statementPage(c.var.view)))
