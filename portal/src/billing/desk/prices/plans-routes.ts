import type { Context } from 'hono'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { staffActor } from '../../../audit/index.ts'
import { paths } from '../../../paths.ts'
import type { FormState } from '../../../ui/index.ts'
import { filledForm } from '../../../ui/index.ts'
import { dayAt } from '../../../values/day.ts'
import { newFormKey } from '../../../web/form-key.ts'
import type { ForStaff } from '../../../web/identity.ts'
import { announce } from '../../../web/notices.ts'
import type { Parts } from '../../../web/parts.ts'
import { requireRole } from '../../../web/permissions.ts'
import { requireStaffProof } from '../../../web/proof.ts'
import { readForm } from '../../../web/read-form.ts'
import { refuse } from '../../../web/refuse.ts'
import { rowId } from '../../../web/row-id.ts'
import type { Plan } from '../../services/plans.ts'
import { addPlan, plansOf, setPlanTax, setPrice } from '../../services/plans.ts'
import { taxRatesOf } from '../../services/taxes.ts'
import { once } from '../once.ts'
import { taxChoice } from '../tax-fields.ts'
import { planPage, plansPage, planTaxPage } from './plans-page.ts'
import { planForm, planTaxForm, priceForm } from './price-forms.ts'

type ForPlan = ForStaff & { Variables: { plan: Plan } }

/** Plans and their prices. */
export function plansRoutes(parts: Parts) {
  const { db, clock, config, cookies } = parts
  const currency = config.defaultCurrency
  const edit = requireRole('plans.edit')
  const read = requireRole('bills.read')
  const newPlan = planForm(currency)
  const newPrice = priceForm(currency)
  const today = () => dayAt(clock.now(), config.timeZone)
  const found = createMiddleware<ForPlan, '/:id/'>(async (c, next) => {
    const id = rowId.safeParse(c.req.param('id'))
    const plan = id.success ? (await plansOf(db)).find((one) => one.id === id.data) : undefined
    if (!plan) return refuse(c, 'not_found')
    c.set('plan', plan)
    return next()
  })
  const isTax = async (tax: number | null) => tax === null || (await taxRatesOf(db)).some(({ id }) => id === tax)
  const showPlans = async (c: Context<ForStaff>, form: FormState, status: 200 | 422) => {
    const { view, staff } = c.var
    const [plans, taxes] = await Promise.all([plansOf(db), taxRatesOf(db)])
    return c.html(plansPage(view, { plans, taxes, currency, today: today(), staff, form }), status)
  }
  const showPlan = async (c: Context<ForPlan>, form: FormState, status: 200 | 422) => {
    const { view, staff, plan } = c.var
    return c.html(planPage(view, { plan, taxes: await taxRatesOf(db), currency, today: today(), staff, form }), status)
  }
  const first = () => filledForm({ from_on: today(), prices: 'without_tax', key: newFormKey() })
  return new Hono<ForStaff>()
    .get(paths.admin.plans, read, (c) => showPlans(c, first(), 200))
    .post(paths.admin.plans, edit, requireStaffProof, async (c) => {
      const form = readForm(c, newPlan)
      if (!form.success) return showPlans(c, form, 422)
      const { name, type: customerType, price: priceMinor, from_on: fromOn, key, ...tax } = form.data
      if (!(await isTax(tax.tax))) return refuse(c, 'invalid_input', { status: 400 })
      const entry = { name, customerType, priceMinor, fromOn, ...taxChoice(tax) }
      await once({ ...parts, by: staffActor(c) }, key, (inside) => addPlan(inside, entry))
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.plans, 303)
    })
    .get(paths.admin.plan(':id'), read, found, (c) => showPlan(c, first(), 200))
    .post(paths.admin.plan(':id'), edit, requireStaffProof, found, async (c) => {
      const form = readForm(c, newPrice)
      if (!form.success) return showPlan(c, form, 422)
      const { id: planId } = c.var.plan
      const { price: priceMinor, from_on: fromOn, key } = form.data
      await once({ ...parts, by: staffActor(c) }, key, (inside) => setPrice(inside, { planId, fromOn, priceMinor }))
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.plan(String(planId)), 303)
    })
    .get(paths.admin.planTax(':id'), edit, requireStaffProof, found, async (c) => {
      const { plan, view } = c.var
      const prices = plan.tax_included === 1 ? 'with_tax' : 'without_tax'
      const form = filledForm({ tax: String(plan.tax_rate_id ?? ''), prices })
      return c.html(planTaxPage(view, { plan, taxes: await taxRatesOf(db), form }))
    })
    .post(paths.admin.planTax(':id'), edit, requireStaffProof, found, async (c) => {
      const { plan, view } = c.var
      const form = readForm(c, planTaxForm)
      const taxes = await taxRatesOf(db)
      if (!form.success) return c.html(planTaxPage(view, { plan, taxes, form }), 422)
      if (!(await isTax(form.data.tax))) return refuse(c, 'invalid_input', { status: 400 })
      await setPlanTax({ ...parts, by: staffActor(c) }, plan.id, taxChoice(form.data))
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.plan(String(plan.id)), 303)
    })
}
