import type { Context } from 'hono'
import { Hono } from 'hono'
import { staffActor } from '../../../audit/index.ts'
import { paths } from '../../../paths.ts'
import type { FormState } from '../../../ui/index.ts'
import { filledForm } from '../../../ui/index.ts'
import { dayAt } from '../../../values/day.ts'
import type { ForStaff } from '../../../web/identity.ts'
import { announce } from '../../../web/notices.ts'
import type { Parts } from '../../../web/parts.ts'
import { requireRole } from '../../../web/permissions.ts'
import { requireStaffProof } from '../../../web/proof.ts'
import { readForm } from '../../../web/read-form.ts'
import { refuse } from '../../../web/refuse.ts'
import { saveWasteItem, wasteItemsOf } from '../../services/charges.ts'
import { taxRatesOf } from '../../services/taxes.ts'
import { taxChoice } from '../tax-fields.ts'
import { itemsPage } from './items-page.ts'
import { itemForm } from './price-forms.ts'

/** What is charged by quantity. */
export function itemsRoutes(parts: Parts) {
  const { db, clock, config, cookies } = parts
  const currency = config.defaultCurrency
  const schema = itemForm(currency)
  const show = async (c: Context<ForStaff>, form: FormState, status: 200 | 422) => {
    const { view, staff } = c.var
    const [items, taxes] = await Promise.all([wasteItemsOf(db), taxRatesOf(db)])
    const today = dayAt(clock.now(), config.timeZone)
    return c.html(itemsPage(view, { items, taxes, currency, today, staff, form }), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.wasteItems, requireRole('bills.read'), (c) => show(c, filledForm({ prices: 'without_tax' }), 200))
    .post(paths.admin.wasteItems, requireRole('plans.edit'), requireStaffProof, async (c) => {
      const form = readForm(c, schema)
      if (!form.success) return show(c, form, 422)
      const { name, unit, price: priceMinor, ...tax } = form.data
      const isKnown = tax.tax === null || (await taxRatesOf(db)).some(({ id }) => id === tax.tax)
      if (!isKnown) return refuse(c, 'invalid_input', { status: 400 })
      await saveWasteItem({ ...parts, by: staffActor(c) }, { name, unit, priceMinor, ...taxChoice(tax) })
      announce(c, cookies, 'billing.notice.saved')
      return c.redirect(paths.admin.wasteItems, 303)
    })
}
