import { Hono } from 'hono'
import { staffActor } from '../audit/index.ts'
import { paths } from '../paths.ts'
import type { ForStaff } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { requireRole } from '../web/permissions.ts'
import { requireStaffProof } from '../web/proof.ts'
import { readForm } from '../web/read-form.ts'
import { refuse } from '../web/refuse.ts'
import { rowId } from '../web/row-id.ts'
import { confirmContact } from './bounces/confirm.ts'
import type { ContactRefusal } from './change-contacts.ts'
import { addContact, allowSignIn, removeContact, stopSignIn } from './change-contacts.ts'
import { MOST_SIGN_IN_CONTACTS } from './contacts.ts'
import { findCustomer } from './find-customer.ts'
import { contactChangeForm, newContactForm } from './form.ts'
import { showCustomer } from './show-customer.ts'

/** What the buttons beside a contact do, and the notice that says so. */
const changes = {
  allow_sign_in: { change: allowSignIn, notice: 'customers.notice.contactSignsIn' },
  stop_sign_in: { change: stopSignIn, notice: 'customers.notice.contactMessagesOnly' },
  confirm: { change: confirmContact, notice: 'customers.notice.contactConfirmed' },
  remove: { change: removeContact, notice: 'customers.notice.contactRemoved' },
} as const

/** A customer's contacts: added, removed, let in or not. They have no page of their own but stand on the customer's. */
export function contactRoutes(parts: Parts) {
  const { config, cookies } = parts
  const newContact = newContactForm(config.defaultRegion)
  const edit = requireRole('customers.edit')
  const found = findCustomer(parts)
  return new Hono<ForStaff>()
    .post(paths.admin.customerContacts(':number'), edit, requireStaffProof, found, async (c) => {
      const form = readForm(c, newContact)
      if (!form.success) return c.html(await showCustomer(parts, c.var, form), 422)
      const { contact, sign_in } = form.data
      const use = sign_in ? 'sign_in' : 'messages_only'
      const { number } = c.var.record
      const added = await addContact({ ...parts, by: staffActor(c) }, number, { contact, use })
      if (!added.success) {
        const refused = form.refuse(errorOf(added.reason), 'contact')
        return c.html(await showCustomer(parts, c.var, refused), 422)
      }
      announce(c, cookies, 'customers.notice.contactAdded')
      return c.redirect(paths.admin.customer(number), 303)
    })
    .post(paths.admin.customerContact(':number', ':id'), edit, requireStaffProof, found, async (c) => {
      const form = readForm(c, contactChangeForm)
      const id = rowId.safeParse(c.req.param('id'))
      if (!form.success) return refuse(c, 'invalid_input', { status: 400 })
      if (!id.success) return refuse(c, 'not_found')
      const { number } = c.var.record
      const { change, notice } = changes[form.data.change]
      const changed = await change({ ...parts, by: staffActor(c) }, { number, contactId: id.data })
      if (!changed.success) {
        // The buttons are no form that was filled in, so there is nothing to give back but the reason.
        const refused = { values: {}, errors: {}, refusal: errorOf(changed.reason) }
        return c.html(await showCustomer(parts, c.var, refused), 422)
      }
      announce(c, cookies, notice)
      return c.redirect(paths.admin.customer(number), 303)
    })
}

const errorOf = (reason: ContactRefusal) => ({
  key: `customers.refused.${reason}` as const,
  values: { most: MOST_SIGN_IN_CONTACTS },
})
