import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import type { Changing } from '../../../audit/index.ts'
import { staffActor } from '../../../audit/index.ts'
import type { Db } from '../../../db/database.ts'
import { paths } from '../../../paths.ts'
import type { FormState } from '../../../ui/index.ts'
import { filledForm } from '../../../ui/index.ts'
import { dayAt } from '../../../values/day.ts'
import { formKey, newFormKey } from '../../../web/form-key.ts'
import type { ForStaff } from '../../../web/identity.ts'
import { announce } from '../../../web/notices.ts'
import type { Parts } from '../../../web/parts.ts'
import { requireRole } from '../../../web/permissions.ts'
import { readForm } from '../../../web/read-form.ts'
import { refuse } from '../../../web/refuse.ts'
import { rowId } from '../../../web/row-id.ts'
import { wasteItemsOf } from '../../services/charges.ts'
import { taxRatesOf } from '../../services/taxes.ts'
import { once } from '../once.ts'
import type { Charged } from './charge-many-page.ts'
import { chargeManyPage } from './charge-many-page.ts'
import type { Intent, ServiceRefusal } from './intents.ts'
import { intents } from './intents.ts'

// A page of the list holds fifty.
const MOST_CUSTOMERS = 100

const idList = z.array(rowId).min(1).max(MOST_CUSTOMERS)
const manyForm = z.looseObject({
  key: formKey,
  customers: z.preprocess((ids) => String(ids).split(','), idList),
})

/** Charges several customers the same, all of them or none. */
export function chargeManyRoutes(parts: Parts) {
  const { db, clock, config, cookies } = parts
  const edit = requireRole('services.edit')
  const today = () => dayAt(clock.now(), config.timeZone)
  const show = async (c: Context<ForStaff>, customers: readonly Charged[], form: FormState, status: 200 | 422) => {
    const [items, taxes] = await Promise.all([wasteItemsOf(db), taxRatesOf(db)])
    const choice = { items, taxes, currency: config.defaultCurrency }
    return c.html(chargeManyPage(c.var.view, { customers, choice, form }), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.chargeMany, edit, async (c) => {
      const ids = idList.safeParse(c.req.queries('c'))
      const customers = ids.success ? await customersOf(db, ids.data) : []
      // Nobody was ticked: the list is where that is done.
      if (customers.length === 0) return c.redirect(paths.admin.customers, 303)
      const form = filledForm({ quantity: '1', charged_on: today(), prices: 'without_tax', key: newFormKey() })
      return show(c, customers, form, 200)
    })
    .post(paths.admin.chargeMany, edit, async (c) => {
      const many = readForm(c, manyForm)
      if (!many.success) return refuse(c, 'invalid_input', { status: 400 })
      const customers = await customersOf(db, many.data.customers)
      const [first, ...others] = customers
      if (!first) return refuse(c, 'not_found')
      const taxes = new Set((await taxRatesOf(db)).map(({ id }) => id))
      const schemaFor = ({ id, number }: Charged) =>
        intents.charge({
          ...{ customer: number, today: today(), currency: config.defaultCurrency, of: 0, serviceId: 0 },
          ...{ uniqueKey: `desk ${many.data.key} ${id}`, isTax: (tax) => taxes.has(tax) },
        })
      const form = readForm(c, schemaFor(first))
      if (!form.success) return show(c, customers, form, 422)
      const rest = others.map((customer) => schemaFor(customer).parse(c.get('form')))
      const doing = { ...parts, by: staffActor(c) }
      const done = await once(doing, many.data.key, (inside) => applyAll(inside, [form.data, ...rest]))
      if (!done.success && done.reason !== 'already_recorded') {
        return show(c, customers, form.refuse({ key: `billing.refused.${done.reason}` }), 422)
      }
      announce(c, cookies, 'billing.notice.charged')
      return c.redirect(paths.admin.customers, 303)
    })
}

/** The first that is refused undoes all: they are made in one transaction. */
async function applyAll(
  inside: Changing,
  all: readonly Intent[],
): Promise<{ readonly success: true } | { readonly success: false; readonly reason: ServiceRefusal }> {
  for (const intent of all) {
    const done = await intent.apply(inside)
    if (!done.success) return done
  }
  return { success: true }
}

/** In the order of their ids, in which customers are held everywhere. */
const customersOf = (db: Db, ids: readonly number[]): Promise<Charged[]> =>
  db.selectFrom('customer').select(['id', 'number', 'name']).where('id', 'in', ids).orderBy('id').execute()
