import { Hono } from 'hono'
import { staffActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { deactivatePage } from './deactivate-page.ts'
import { findCustomer } from './find-customer.ts'
import { setActivity } from './set-activity.ts'

/** Deactivates a customer, after asking, and takes one back. */
export function activityRoutes(parts: Parts) {
  const { cookies } = parts
  const edit = requireRole('customers.edit')
  const found = findCustomer(parts)
  return new Hono<ForStaff>()
    .get(paths.admin.deactivateCustomer(':number'), edit, found, (c) =>
      c.html(deactivatePage(c.var.view, c.var.record)),
    )
    .post(paths.admin.deactivateCustomer(':number'), edit, found, async (c) => {
      const { number } = c.var.record
      await setActivity({ ...parts, by: staffActor(c) }, number, 'inactive')
      announce(c, cookies, 'customers.notice.deactivated')
      return c.redirect(paths.admin.customer(number), 303)
    })
    .post(paths.admin.reactivateCustomer(':number'), edit, found, async (c) => {
      const { number } = c.var.record
      await setActivity({ ...parts, by: staffActor(c) }, number, 'active')
      announce(c, cookies, 'customers.notice.reactivated')
      return c.redirect(paths.admin.customer(number), 303)
    })
}
