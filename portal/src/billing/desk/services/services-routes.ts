import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { staffActor } from '../../../audit/index.ts'
import { findCustomer } from '../../../customers/index.ts'
import { paths } from '../../../paths.ts'
import type { FormState } from '../../../ui/index.ts'
import { csrfFieldName, filledForm } from '../../../ui/index.ts'
import { dayAt } from '../../../values/day.ts'
import { formKey, newFormKey } from '../../../web/form-key.ts'
import type { ForStaff } from '../../../web/identity.ts'
import { announce } from '../../../web/notices.ts'
import type { Parts } from '../../../web/parts.ts'
import { requireRole } from '../../../web/permissions.ts'
import { readForm } from '../../../web/read-form.ts'
import { refuse } from '../../../web/refuse.ts'
import { once } from '../once.ts'
import { changePage } from './change-page.ts'
import type { CustomerServices } from './customer-services.ts'
import { customerServices } from './customer-services.ts'
import { nextBill, tryOut } from './effect.ts'
import { intents, serviceChanges } from './intents.ts'
import { servicesPage } from './services-page.ts'
import type { Subject } from './subject.ts'
import { subjectOf } from './subject.ts'

const stepForm = z.looseObject({ key: formKey, step: z.string().optional(), seen: z.string().optional() })

/**
 * What a customer is served with, and the forms that change it. Each is sent twice: the first time it is tried out and the
 * page says what the next bill will come to, the second time it is saved.
 */
export function servicesRoutes(parts: Parts) {
  const { db, clock, config, cookies, database } = parts
  const edit = requireRole('services.edit')
  const found = findCustomer(parts)
  const gather = (customer: CustomerServices['customer']) =>
    customerServices(db, customer, { currency: config.defaultCurrency, today: dayAt(clock.now(), config.timeZone) })
  const asked = (data: CustomerServices, named: string | undefined, of: string | undefined) => {
    const change = serviceChanges.find((name) => name === named)
    return change && subjectOf(data, change, of)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.services(':number'), requireRole('bills.read'), found, async (c) => {
      const { record, view, staff } = c.var
      const data = await gather(record)
      const next = await nextBill(database.store, record.id, data.today)
      return c.html(servicesPage(view, { data, next, staff }))
    })
    .get(paths.admin.changeServices(':number', ':change'), edit, found, async (c) => {
      const data = await gather(c.var.record)
      const subject = asked(data, c.req.param('change'), c.req.query('of'))
      if (!subject) return refuse(c, 'not_found')
      return c.html(changePage(c.var.view, { data, ...subject, form: firstForm(data, subject) }))
    })
    .post(paths.admin.changeServices(':number', ':change'), edit, found, async (c) => {
      const { record, view } = c.var
      const data = await gather(record)
      const subject = asked(data, c.req.param('change'), c.req.query('of'))
      const step = readForm(c, stepForm)
      // A charge that was taken back waits no more: whoever pressed the button twice sees that it is gone.
      if (!subject && c.req.param('change') === 'withdraw') return c.redirect(paths.admin.services(record.number), 303)
      if (!subject) return refuse(c, 'not_found')
      if (!step.success) return refuse(c, 'invalid_input', { status: 400 })
      const show = (form: FormState, status: 200 | 422) => c.html(changePage(view, { data, ...subject, form }), status)
      const { currency, today } = data
      const isTax = (id: number) => data.taxes.some((tax) => tax.id === id)
      const uniqueKey = `desk ${step.data.key}`
      const context = { customer: record.number, today, currency, ...subject.ids, uniqueKey, isTax }
      const form = readForm(c, intents[subject.change](context))
      if (!form.success) return show(form, 422)
      const { values } = form.refuse({ key: 'billing.services.check' })
      const seen = nameOf(values)
      const doing = { ...parts, by: staffActor(c) }
      if (step.data.step !== 'save' || step.data.seen !== seen) {
        const days = { customerId: record.id, today, day: form.data.day }
        const tried = await tryOut(doing, days, (inside) => form.data.apply(inside))
        if (!tried.success) return show(form.refuse({ key: `billing.refused.${tried.reason}` }), 422)
        const shown = { data, ...subject, form: filledForm(values) }
        return c.html(changePage(view, shown, { effect: tried.effect, seen }))
      }
      const done = await once(doing, step.data.key, (inside) => form.data.apply(inside))
      if (!done.success && done.reason !== 'already_recorded') {
        return show(form.refuse({ key: `billing.refused.${done.reason}` }), 422)
      }
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.services(record.number), 303)
    })
}

/** Names what was typed: two forms that say the same have one name. */
function nameOf(values: FormState['values']): string {
  const typed = Object.entries(values).filter(([name]) => !['step', 'seen', csrfFieldName].includes(name))
  return createHash('sha256').update(JSON.stringify(typed.toSorted())).digest('base64url')
}

/** A form as it opens: today, one of it, nothing billed of a pause. */
function firstForm({ today, plans, customer }: CustomerServices, { change }: Subject): FormState {
  const plan = plans.find(({ customer_type }) => customer_type === customer.type)
  const values = {
    from_on: today,
    starts_on: today,
    charged_on: today,
    quantity: '1',
    share: '0',
    prices: 'without_tax',
  }
  const last = change === 'end' || change === 'end-discount' ? { last_on: today } : {}
  return filledForm({ ...values, ...last, plan: String(plan?.id ?? ''), key: newFormKey() })
}
