import type { Context } from 'hono'
import { Hono } from 'hono'
import { staffActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import type { FormState } from '../../ui/index.ts'
import { filledForm } from '../../ui/index.ts'
import { dayAt } from '../../values/day.ts'
import { newFormKey } from '../../web/form-key.ts'
import type { ForStaff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { readForm } from '../../web/read-form.ts'
import { isSoundText } from '../../web/text-rules.ts'
import { recordPayment } from '../record-payment.ts'
import { doublesOf } from './doubles.ts'
import { findPayer } from './find-payer.ts'
import type { NewPaymentPage } from './new-payment-page.ts'
import { newPaymentPage } from './new-payment-page.ts'
import { paymentForm } from './payment-form.ts'

/** Records a payment in one form. */
export function newPaymentRoutes(parts: Parts) {
  const { clock, config, cookies, db } = parts
  const currency = config.defaultCurrency
  const schema = paymentForm(currency)
  const record = requireRole('payments.record')
  const show = (
    c: Context<ForStaff>,
    status: 200 | 422,
    form: FormState,
    further: Pick<NewPaymentPage, 'payer' | 'doubles'> = {},
  ) => {
    const today = dayAt(clock.now(), config.timeZone)
    return c.html(newPaymentPage(c.var.view, { form, currency, today, ...further }), status)
  }
  return new Hono<ForStaff>()
    .get(paths.admin.newPayment, record, (c) => {
      const customer = c.req.query('customer') ?? ''
      const form = {
        ...{ customer: isSoundText(customer) ? customer : '', method: 'cash', key: newFormKey() },
        received_on: dayAt(clock.now(), config.timeZone),
      }
      return show(c, 200, filledForm(form))
    })
    .post(paths.admin.newPayment, record, async (c) => {
      const form = readForm(c, schema)
      if (!form.success) return show(c, 422, form)
      const { amount: amountMinor, method, reference, received_on: receivedOn, again } = form.data
      const payer = await findPayer(parts, form.data)
      if (!payer.success) {
        const error = { key: payer.found.length > 0 ? 'payments.new.chosenMissing' : 'payments.new.nobody' } as const
        return show(c, 422, form.refuse(error, payer.found.length > 0 ? 'chosen' : 'customer'), { payer })
      }
      const uniqueKey = `desk ${form.data.key}`
      const entry = { customer: payer.number, amountMinor, method, reference, receivedOn, uniqueKey }
      const doubles = again ? [] : await doublesOf(db, entry).execute()
      if (doubles.length > 0) return show(c, 422, form.refuse({ key: 'payments.new.doublesRefusal' }), { doubles })
      const recorded = await recordPayment({ ...parts, by: staffActor(c) }, entry)
      if (recorded.success || recorded.reason === 'already_recorded') {
        announce(c, cookies, recorded.success ? 'payments.notice.recorded' : 'payments.notice.recordedBefore')
        return c.redirect(paths.admin.payment(recorded.number), 303)
      }
      const field = { unknown_customer: 'customer', in_future: 'received_on', not_above_zero: 'amount' } as const
      return show(c, 422, form.refuse({ key: `payments.refused.${recorded.reason}` }, field[recorded.reason]))
    })
}
