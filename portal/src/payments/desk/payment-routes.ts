import { Hono } from 'hono'
import { staffActor } from '../../audit/index.ts'
import { paths } from '../../paths.ts'
import { emptyForm, filledForm } from '../../ui/index.ts'
import { decimalText } from '../../values/money.ts'
import { newFormKey } from '../../web/form-key.ts'
import type { ForStaff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { readForm } from '../../web/read-form.ts'
import { refundsOf, reversalOf, settledBy } from '../queries.ts'
import { refund } from '../refund.ts'
import { reversePayment } from '../reverse-payment.ts'
import { findPayment } from './find-payment.ts'
import { refundForm, reversalForm } from './payment-form.ts'
import { paymentPage } from './payment-page.ts'
import { refundPage, reversalPage } from './undo-pages.ts'

/** A payment's page, and what undoes it. */
export function paymentRoutes(parts: Parts) {
  const { db, cookies, config } = parts
  const refunding = refundForm(config.defaultCurrency)
  const undo = requireRole('payments.undo')
  const found = findPayment(parts)
  return new Hono<ForStaff>()
    .get(paths.admin.payment(':number'), requireRole('payments.read'), found, async (c) => {
      const { payment, payer: customer, staff, view } = c.var
      const [settled, refunds, reversal] = await Promise.all([
        settledBy(db, payment.id),
        refundsOf(db, payment.id),
        reversalOf(db, payment.id),
      ])
      return c.html(paymentPage(view, { payment, customer, settled, refunds, reversal, staff }))
    })
    .get(paths.admin.reversePayment(':number'), undo, found, (c) =>
      c.html(reversalPage(c.var.view, { payment: c.var.payment, form: emptyForm })),
    )
    .post(paths.admin.reversePayment(':number'), undo, found, async (c) => {
      const { payment, view } = c.var
      const form = readForm(c, reversalForm)
      if (!form.success) return c.html(reversalPage(view, { payment, form }), 422)
      const { number } = payment
      const reversed = await reversePayment({ ...parts, by: staffActor(c) }, { payment: number, ...form.data })
      if (!reversed.success) {
        const refused = form.refuse({ key: `payments.refused.${reversed.reason}` })
        return c.html(reversalPage(view, { payment, form: refused }), 422)
      }
      announce(c, cookies, 'payments.notice.reversed')
      return c.redirect(paths.admin.payment(number), 303)
    })
    .get(paths.admin.refundPayment(':number'), undo, found, (c) => {
      const { payment, view } = c.var
      const amount = decimalText({ amountMinor: payment.leftMinor, currency: payment.currency })
      const method = payment.method === 'opening' ? 'cash' : payment.method
      return c.html(refundPage(view, { payment, form: filledForm({ amount, method, key: newFormKey() }) }))
    })
    .post(paths.admin.refundPayment(':number'), undo, found, async (c) => {
      const { payment, view } = c.var
      const form = readForm(c, refunding)
      if (!form.success) return c.html(refundPage(view, { payment, form }), 422)
      const { amount: amountMinor, key, ...entry } = form.data
      const asking = { ...entry, payment: payment.number, amountMinor, uniqueKey: `desk ${key}` }
      const asked = await refund({ ...parts, by: staffActor(c) }, asking)
      if (!asked.success) {
        const refused = form.refuse({ key: `payments.refused.${asked.reason}` })
        return c.html(refundPage(view, { payment, form: refused }), 422)
      }
      announce(c, cookies, 'payments.notice.refundAsked')
      return c.redirect(paths.admin.payment(payment.number), 303)
    })
}
