import { Hono } from 'hono'
import { z } from 'zod'
import { contactActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import { emptyForm } from '../../ui/index.ts'
import type { ForCustomer } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireCustomerProof } from '../../web/proof.ts'
import { readForm } from '../../web/read-form.ts'
import { refuse } from '../../web/refuse.ts'
import { rowId } from '../../web/row-id.ts'
import { contactField } from '../contacts.ts'
import { bouncingContacts, bouncingPage } from './bouncing-part.ts'
import { confirmContact } from './confirm.ts'
import { correctContact, MOST_CORRECTED_CONTACTS } from './correct-contact.ts'

/** A customer says whether a contact that mail came back from is right, or which one is. */
export function bouncingRoutes(parts: Parts) {
  const { db, cookies, config } = parts
  const correction = z.object({ contact: contactField(config.defaultRegion) })
  const find = async (customerId: number, typed: string | undefined) => {
    const id = rowId.safeParse(typed)
    return (await bouncingContacts(db, customerId)).find((contact) => contact.id === id.data)
  }
  return new Hono<ForCustomer>()
    .get(paths.accountContact(':id'), async (c) => {
      const { view, customer, session } = c.var
      const contact = await find(customer.id, c.req.param('id'))
      if (!contact) return refuse(c, 'not_found')
      return c.html(bouncingPage(view, contact, session.contact, emptyForm))
    })
    .post(paths.accountContact(':id'), async (c) => {
      const { customer, session, visit } = c.var
      const contact = await find(customer.id, c.req.param('id'))
      if (!contact) return refuse(c, 'not_found')
      const by = contactActor(parts, visit, session.contact)
      await confirmContact({ ...parts, by }, { number: customer.number, contactId: contact.id })
      announce(c, cookies, 'customers.notice.contactConfirmed')
      return c.redirect(paths.account, 303)
    })
    .post(paths.correctContact(':id'), requireCustomerProof, async (c) => {
      const { view, customer, session, visit } = c.var
      const contact = await find(customer.id, c.req.param('id'))
      if (!contact) return refuse(c, 'not_found')
      const form = readForm(c, correction)
      if (!form.success) return c.html(bouncingPage(view, contact, session.contact, form), 422)
      const by = contactActor(parts, visit, session.contact)
      const place = { number: customer.number, contactId: contact.id }
      const corrected = await correctContact({ ...parts, by }, place, form.data.contact)
      if (!corrected.success) {
        const values = { most: MOST_CORRECTED_CONTACTS }
        const refused = form.refuse({ key: `customers.refused.${corrected.reason}`, values }, 'contact')
        return c.html(bouncingPage(view, contact, session.contact, refused), 422)
      }
      announce(c, cookies, 'customers.notice.contactCorrected')
      return c.redirect(paths.account, 303)
    })
}
