import { Hono } from 'hono'
import { staffActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import { filledForm } from '../ui/index.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { readForm } from '../web/read-form.ts'
import { editCustomer } from './edit-customer.ts'
import { findCustomer } from './find-customer.ts'
import { editCustomerForm } from './form.ts'
import { editCustomerPage } from './form-pages.ts'
import { customerByNumber } from './queries.ts'
import { showCustomer } from './show-customer.ts'

/** A customer's page, and the page that changes the record. */
export function recordRoutes(parts: Parts) {
  const { db, cookies } = parts
  const edit = requireRole('customers.edit')
  const found = findCustomer(parts)
  return new Hono<ForStaff>()
    .get(paths.admin.customer(':number'), requireRole('customers.read'), found, async (c) =>
      c.html(await showCustomer(parts, c.var)),
    )
    .get(paths.admin.editCustomer(':number'), edit, found, (c) => {
      const { record } = c.var
      const { name, type, address, language, since, updated_at } = record
      const form = filledForm({ name, type, address, language, since, version: String(updated_at) })
      return c.html(editCustomerPage(c.var.view, { customer: record, form }))
    })
    .post(paths.admin.editCustomer(':number'), edit, found, async (c) => {
      const { record, view } = c.var
      const form = readForm(c, editCustomerForm)
      if (!form.success) return c.html(editCustomerPage(view, { customer: record, form }), 422)
      const edited = await editCustomer({ ...parts, by: staffActor(c) }, record, form.data)
      if (edited.success) {
        announce(c, cookies, 'customers.notice.saved')
        return c.redirect(paths.admin.customer(record.number), 303)
      }
      const saved = (await customerByNumber(db, record.number)) ?? record
      const refused = form.refuse({ key: `customers.refused.${edited.reason}` })
      // The next attempt is made with both in sight, so it goes on top of what is saved now.
      const compared = { ...refused, values: { ...refused.values, version: String(saved.updated_at) } }
      return c.html(editCustomerPage(view, { customer: saved, form: compared, saved }), 422)
    })
}
