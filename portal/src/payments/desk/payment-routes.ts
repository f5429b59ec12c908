import { Hono } from 'hono'
import { staffActor } from '../../audit/index.ts'
import { isLocale } from '../../locales/index.ts'
import { paths } from '../../paths.ts'
import { emptyForm, filledForm } from '../../ui/index.ts'
import { decimalText } from '../../values/money.ts'
import { newFormKey } from '../../web/form-key.ts'
import type { ForStaff } from '../../web/identity.ts'
import { announce } from '../../web/notices.ts'
import type { Parts } from '../../web/parts.ts'
import { requireRole } from '../../web/permissions.ts'
import { answerPdf, numberOfPdf, printIn } from '../../web/print.ts'
import { requireStaffProof } from '../../web/proof.ts'
import { readForm } from '../../web/read-form.ts'
import { refuse } from '../../web/refuse.ts'
import { paymentByNumber } from '../queries.ts'
import { printReceipt } from '../receipt/print-receipt.ts'
import { showPayment } from '../receipt/show-payment.ts'
import { refund } from '../refund.ts'
import { reversePayment } from '../reverse-payment.ts'
import { findPayment, payerById } from './find-payment.ts'
import { refundForm, reversalForm } from './payment-form.ts'
import { paymentPage } from './payment-page.ts'
import { refundPage, reversalPage } from './undo-pages.ts'

/** A payment's page, and what undoes it. */
export function paymentRoutes(parts: Parts) {
  const { db, cookies, config } = parts
  const refunding = refundForm(config.defaultCurrency)
  const undo = requireRole('payments.undo')
  const read = requireRole('payments.read')
  const found = findPayment(parts)
  return new Hono<ForStaff>()
    .get(paths.admin.payment(':number'), read, found, async (c) => {
      const { payment, payer: customer, staff, view } = c.var
      const shown = await showPayment(db, payment)
      return c.html(paymentPage(view, { ...shown, customer, staff }))
    })
    .get(paths.admin.receiptFile(':name'), read, async (c) => {
      const number = numberOfPdf(c.req.param('name'))
      const payment = number === undefined ? undefined : await paymentByNumber(db, number)
      if (!payment) return refuse(c, 'not_found')
      const { language, ...payer } = await payerById(db, payment.customerId)
      // Paper goes to the customer, so it speaks the customer's language.
      const print = printIn(isLocale(language) ? language : 'en', config)
      return answerPdf(c, parts, payment.number, printReceipt(print, await showPayment(db, payment), payer))
    })
    .get(paths.admin.reversePayment(':number'), undo, requireStaffProof, found, (c) =>
      c.html(reversalPage(c.var.view, { payment: c.var.payment, form: emptyForm })),
    )
    .post(paths.admin.reversePayment(':number'), undo, requireStaffProof, found, async (c) => {
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
    .get(paths.admin.refundPayment(':number'), undo, requireStaffProof, found, (c) => {
      const { payment, view } = c.var
      const amount = decimalText({ amountMinor: payment.leftMinor, currency: payment.currency })
      const method = payment.method === 'opening' ? 'cash' : payment.method
      return c.html(refundPage(view, { payment, form: filledForm({ amount, method, key: newFormKey() }) }))
    })
    .post(paths.admin.refundPayment(':number'), undo, requireStaffProof, found, async (c) => {
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
