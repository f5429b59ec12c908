import { Hono } from 'hono'
import { contactActor, staffActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import { filledForm, ticked } from '../../ui/index.ts'
import type { ForCustomer, ForStaff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { readForm } from '../../web/read-form.ts'
import { waysOf } from '../../web/ways.ts'
import { findCustomer } from '../find-customer.ts'
import { choicesForm, filledChoices, paperForm } from './choices-form.ts'
import { choicesForPage, ownChoicesPage } from './choices-page.ts'
import { reachedContacts, reachedCustomer } from './recipients.ts'
import { saveChoices } from './save-choices.ts'

/** By which contacts a customer hears of what: for the customer. */
export function ownChoicesRoutes(parts: Parts) {
  const { db, config, cookies } = parts
  const ways = waysOf(config)
  return new Hono<ForCustomer>()
    .get(paths.accountMessages, async (c) => {
      const contacts = await reachedContacts(db, c.var.customer.id).execute()
      const form = filledForm(filledChoices(contacts, ways))
      return c.html(ownChoicesPage(c.var.view, { form, contacts, ways, own: c.var.session.contact }))
    })
    .post(paths.accountMessages, async (c) => {
      const { view, customer, session, visit } = c.var
      const contacts = await reachedContacts(db, customer.id).execute()
      const shown = { contacts, ways, own: session.contact }
      const form = readForm(c, choicesForm(contacts, ways))
      if (!form.success) return c.html(ownChoicesPage(view, { ...shown, form }), 422)
      const by = contactActor(parts, visit, session.contact)
      const saved = await saveChoices({ ...parts, by }, customer.number, form.data)
      if (!saved.success) {
        const refused = form.refuse({ key: `customers.refused.${saved.reason}` })
        return c.html(ownChoicesPage(view, { ...shown, form: refused }), 422)
      }
      announce(c, cookies, 'customers.notice.choicesSaved')
      return c.redirect(paths.account, 303)
    })
}

/** The same for staff, who may also say that bills go by post. */
export function choicesRoutes(parts: Parts) {
  const { db, config, cookies } = parts
  const ways = waysOf(config)
  const edit = requireRole('customers.edit')
  const found = findCustomer(parts)
  return new Hono<ForStaff>()
    .get(paths.admin.customerMessages(':number'), edit, found, async (c) => {
      const { record: customer, view } = c.var
      const contacts = await reachedContacts(db, customer.id).execute()
      const { bills_on_paper } = await reachedCustomer(db, customer.id).executeTakeFirstOrThrow()
      const paper: Record<string, string> = bills_on_paper === 1 ? { paper: ticked } : {}
      const form = filledForm({ ...filledChoices(contacts, ways), ...paper })
      return c.html(choicesForPage(view, { form, contacts, ways, customer }))
    })
    .post(paths.admin.customerMessages(':number'), edit, found, async (c) => {
      const { record: customer, view } = c.var
      const contacts = await reachedContacts(db, customer.id).execute()
      const form = readForm(c, choicesForm(contacts, ways))
      const paper = readForm(c, paperForm)
      if (!form.success) return c.html(choicesForPage(view, { form, contacts, ways, customer }), 422)
      if (!paper.success) return c.html(choicesForPage(view, { form: paper, contacts, ways, customer }), 422)
      const billsOn = paper.data.paper ? 'paper' : 'screen'
      const saved = await saveChoices({ ...parts, by: staffActor(c) }, customer.number, form.data, billsOn)
      if (!saved.success) {
        const refused = form.refuse({ key: `customers.refused.${saved.reason}` })
        return c.html(choicesForPage(view, { form: refused, contacts, ways, customer }), 422)
      }
      announce(c, cookies, 'customers.notice.choicesSaved')
      return c.redirect(paths.admin.customer(customer.number), 303)
    })
}
