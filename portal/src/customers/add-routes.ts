import { Hono } from 'hono'
import { staffActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import { filledForm } from '../ui/index.ts'
import { dayAt } from '../values/day.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { readForm } from '../web/read-form.ts'
import { addCustomer } from './add-customer.ts'
import { newCustomerForm } from './form.ts'
import { newCustomerPage } from './form-pages.ts'

/** The page that adds a customer. */
export function addRoutes(parts: Parts) {
  const { clock, config, cookies } = parts
  const schema = newCustomerForm(config.defaultRegion)
  const edit = requireRole('customers.edit')
  return new Hono<ForStaff>()
    .get(paths.admin.newCustomer, edit, (c) => {
      const since = dayAt(clock.now(), config.timeZone)
      return c.html(newCustomerPage(c.var.view, { form: filledForm({ since, language: c.var.staff.language }) }))
    })
    .post(paths.admin.newCustomer, edit, async (c) => {
      const form = readForm(c, schema)
      if (!form.success) return c.html(newCustomerPage(c.var.view, { form }), 422)
      const { email, phone, again, ...entry } = form.data
      const contacts = [...email, ...phone]
      const added = await addCustomer(
        { ...parts, by: staffActor(c) },
        { ...entry, contacts, whenThere: again ? 'add' : 'refuse' },
      )
      if (added.success) {
        announce(c, cookies, 'customers.notice.added')
        return c.redirect(paths.admin.customer(added.number), 303)
      }
      if (added.reason === 'number_taken') {
        const refused = form.refuse({ key: 'customers.refused.number_taken' }, 'number')
        return c.html(newCustomerPage(c.var.view, { form: refused }), 422)
      }
      const { number: there } = added
      const refused = form.refuse({ key: 'customers.refused.already_there', values: { number: there } })
      return c.html(newCustomerPage(c.var.view, { form: refused, there }), 422)
    })
}
