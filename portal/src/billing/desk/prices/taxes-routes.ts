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
import type { TaxRate } from '../../services/taxes.ts'
import { addTaxRate, setTaxRate, taxRatesOf } from '../../services/taxes.ts'
import { once } from '../once.ts'
import { rateForm, taxForm } from './price-forms.ts'
import { taxesPage, taxPage } from './taxes-page.ts'

type ForTax = ForStaff & { Variables: { tax: TaxRate } }

/** Taxes and their rates. */
export function taxesRoutes(parts: Parts) {
  const { db, clock, config, cookies } = parts
  const read = requireRole('bills.read')
  const edit = requireRole('plans.edit')
  const today = () => dayAt(clock.now(), config.timeZone)
  const first = () => filledForm({ from_on: today(), key: newFormKey() })
  const found = createMiddleware<ForTax, '/:id/'>(async (c, next) => {
    const id = rowId.safeParse(c.req.param('id'))
    const tax = id.success ? (await taxRatesOf(db)).find((one) => one.id === id.data) : undefined
    if (!tax) return refuse(c, 'not_found')
    c.set('tax', tax)
    return next()
  })
  const showAll = async (c: Context<ForStaff>, form: FormState, status: 200 | 422) => {
    const { view, staff } = c.var
    return c.html(taxesPage(view, { taxes: await taxRatesOf(db), today: today(), staff, form }), status)
  }
  const showOne = (c: Context<ForTax>, form: FormState, status: 200 | 422) => {
    const { view, staff, tax } = c.var
    return c.html(taxPage(view, { tax, today: today(), staff, form }), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.taxes, read, (c) => showAll(c, first(), 200))
    .post(paths.admin.taxes, edit, requireStaffProof, async (c) => {
      const form = readForm(c, taxForm)
      if (!form.success) return showAll(c, form, 422)
      const { name, rate: basisPoints, from_on: fromOn, key } = form.data
      const doing = { ...parts, by: staffActor(c) }
      const added = await once(doing, key, (inside) => addTaxRate(inside, { name, basisPoints, fromOn }))
      if (!added.success && added.reason === 'name_taken') {
        return showAll(c, form.refuse({ key: 'billing.refused.name_taken' }, 'name'), 422)
      }
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.taxes, 303)
    })
    .get(paths.admin.tax(':id'), read, found, (c) => showOne(c, first(), 200))
    .post(paths.admin.tax(':id'), edit, requireStaffProof, found, async (c) => {
      const form = readForm(c, rateForm)
      if (!form.success) return showOne(c, form, 422)
      const { id } = c.var.tax
      const { rate: basisPoints, from_on: fromOn, key } = form.data
      const doing = { ...parts, by: staffActor(c) }
      await once(doing, key, (inside) => setTaxRate(inside, id, { basisPoints, fromOn }))
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.tax(String(id)), 303)
    })
}
