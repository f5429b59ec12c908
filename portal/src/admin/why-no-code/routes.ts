import { maskContact } from '@kerbside/otp'
import { Hono } from 'hono'
import { z } from 'zod'
import { staffActor, tell } from '../../audit/index.ts'
import { contactsOf, customerByNumber } from '../../customers/index.ts'
import { paths } from '../../paths.ts'
import { wholeContact } from '../../sign-in/index.ts'
import { filledForm } from '../../ui/index.ts'
import type { ForStaff } from '../../web/identity.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { rowId } from '../../web/row-id.ts'
import { isSoundText } from '../../web/text-rules.ts'
import { diagnose } from './diagnose.ts'
import { factsOf } from './facts.ts'
import type { Found } from './page.ts'
import { whyPage } from './page.ts'
import { timelineOf } from './timeline.ts'

/** What the address says; what makes no sense counts as left out, since addresses are kept and passed on. */
const whyQuery = z.object({
  q: z.string().refine(isSoundText).trim().max(200).catch(''),
  before: rowId.optional().catch(undefined),
})

/** From a contact, or a customer with contacts, to all that happened with it. That somebody looked is told in the audit log. */
export function whyRoutes(parts: Parts) {
  const { config, db, database, clock, pseudonym } = parts

  const find = async (q: string, before: number | undefined): Promise<Found> => {
    if (q === '') return { kind: 'nothing_typed' }
    const customer = await customerByNumber(db, q)
    const contacts = customer ? await contactsOf(db, customer.id) : []
    if (customer && contacts.length !== 1) return { kind: 'customer', customer, contacts }
    const contact = wholeContact(contacts[0]?.contact ?? q, config.defaultRegion)
    if (!contact) return { kind: 'nobody' }
    const facts = await factsOf(parts, contact)
    const timeline = await timelineOf(parts, facts, before)
    return {
      kind: 'contact',
      facts,
      timeline,
      masked: maskContact(contact.canonical),
      diagnosis: before === undefined ? diagnose(facts, timeline.entries) : undefined,
    }
  }

  return new Hono<ForStaff>().get(paths.admin.whyNoCode, requireRole('otps.read'), async (c) => {
    const { q, before } = whyQuery.parse(c.req.query())
    const found = await find(q, before)
    if (found.kind === 'contact' && before === undefined) {
      const subject = `contact ${pseudonym(found.facts.contact.canonical)}`
      await database.store.write((trx) => tell(trx, { by: staffActor(c), clock }, 'sensitive_read', subject))
    }
    return c.html(whyPage(c.var.view, { form: filledForm({ q }), found }))
  })
}
