import { Hono } from 'hono'
import { findCustomer } from '../../customers/index.ts'
import { paths } from '../../paths.ts'
import { dayAt } from '../../values/day.ts'
import type { ForStaff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { statementOf } from '../queries/statement.ts'
import { halfOpen, readSpan } from '../statement/statement-span.ts'
import { accountOf } from './account.ts'
import { accountPage } from './account-page.ts'

/** A customer's money. */
export function accountRoutes(parts: Parts) {
  const { db, clock, config } = parts
  return new Hono<ForStaff>().get(
    paths.admin.customerAccount(':number'),
    requireRole('bills.read'),
    findCustomer(parts),
    async (c) => {
      const { record: customer, staff, view } = c.var
      const today = dayAt(clock.now(), config.timeZone)
      const asked = readSpan(c.req.query(), today)
      // Days that make no sense count as left out, as in every address of a list.
      const read = asked.success ? asked : readSpan({}, today)
      const span = read.success ? read.span : { from: today, to: today }
      const statement = await statementOf(db, customer.id, halfOpen(span))
      const account = await accountOf(db, customer.id, today)
      return c.html(accountPage(view, { customer, account, span, statement, currency: config.defaultCurrency, staff }))
    },
  )
}
