import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import {
  button,
  buttonRow,
  hiddenField,
  html,
  linkButton,
  moneyField,
  page,
  postForm,
  textField,
} from '../../ui/index.ts'
import type { Payment } from '../queries.ts'
import { methodField } from './new-payment-page.ts'

/** Asks why a payment was none, and says what follows. */
export const reversalPage = (view: View, { payment, form }: { payment: Payment; form: FormState }): Html =>
  page(
    view,
    {
      title: view.t('payments.reverse.title', { number: payment.number }),
      lead: view.t('payments.reverse.lead', { amount: moneyOf(view, payment, payment.amountMinor) }),
      form,
      width: 'column',
    },
    postForm(
      view,
      { action: paths.admin.reversePayment(payment.number) },
      html`${reasonField(view, form, view.t('payments.reverse.reasonHint'))}
${buttonRow(button({ label: view.t('payments.reverse.submit'), kind: 'danger' }), backTo(view, payment))}`,
    ),
  )

/** Asks a second person to give credit back. */
export const refundPage = (view: View, { payment, form }: { payment: Payment; form: FormState }): Html =>
  page(
    view,
    {
      title: view.t('payments.refund.title', { number: payment.number }),
      lead: view.t('payments.refund.lead', { amount: moneyOf(view, payment, payment.leftMinor) }),
      form,
      width: 'column',
    },
    postForm(
      view,
      { action: paths.admin.refundPayment(payment.number) },
      html`${hiddenField('key', form.values['key'] ?? '')}
${moneyField(view, form, { name: 'amount', label: view.t('payments.form.amount'), currency: payment.currency })}
${methodField(view, form)}
${textField(view, form, {
  name: 'reference',
  label: view.t('payments.form.reference'),
  optional: true,
  autocomplete: 'off',
  width: 'medium',
})}
${reasonField(view, form)}
${buttonRow(button({ label: view.t('payments.refund.submit') }), backTo(view, payment))}`,
    ),
  )

const reasonField = (view: View, form: FormState, hint?: string): Html =>
  textField(view, form, { name: 'reason', label: view.t('payments.desk.reason'), hint, autocomplete: 'off' })

const backTo = (view: View, { number }: Payment): Html =>
  linkButton({ href: paths.admin.payment(number), label: view.t('ui.confirm.cancel'), kind: 'secondary' })

const moneyOf = (view: View, { currency }: Payment, amountMinor: number): string =>
  view.formats.money({ amountMinor, currency })
