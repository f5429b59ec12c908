import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import {
  button,
  checkbox,
  dateField,
  hiddenField,
  html,
  moneyField,
  notice,
  page,
  postForm,
  radios,
  textField,
} from '../../ui/index.ts'
import type { Double } from './doubles.ts'
import type { Payer } from './find-payer.ts'
import { methods } from './payment-form.ts'

export interface NewPaymentPage {
  readonly form: FormState
  readonly currency: string
  /** The operator's day: no payment came after it. */
  readonly today: string
  /** The customers to choose from, when what was typed is not certain. */
  readonly payer?: Extract<Payer, { success: false }> | undefined
  readonly doubles?: readonly Double[] | undefined
}

/** One short form: who, how much, how. The day is today unless it says otherwise. */
export function newPaymentPage(view: View, { form, currency, today, payer, doubles = [] }: NewPaymentPage): Html {
  const { t } = view
  const isKnown = form.values['customer'] !== undefined && form.values['customer'] !== ''
  return page(
    view,
    { title: t('payments.new.title'), form, width: 'column' },
    html`${doubles.length > 0 ? doublesNotice(view, doubles) : ''}
${postForm(
  view,
  { action: paths.admin.newPayment },
  html`${hiddenField('key', form.values['key'] ?? '')}
${doubles.length > 0 ? checkbox(view, form, { name: 'again', label: t('payments.new.again') }) : ''}
${payer && payer.found.length > 0 ? choice(view, form, payer) : ''}
${textField(view, form, {
  name: 'customer',
  label: t('payments.new.customer'),
  hint: t('payments.new.customerHint'),
  autocomplete: 'off',
  ...(isKnown ? {} : { autofocus: true }),
})}
${moneyField(view, form, {
  name: 'amount',
  label: t('payments.form.amount'),
  currency,
  ...(isKnown && !payer ? { autofocus: true } : {}),
})}
${methodField(view, form)}
${textField(view, form, {
  name: 'reference',
  label: t('payments.form.reference'),
  hint: t('payments.form.referenceHint'),
  optional: true,
  autocomplete: 'off',
  width: 'medium',
})}
${dateField(view, form, { name: 'received_on', label: t('payments.form.receivedOn'), max: today })}
${button({ label: t('payments.new.submit') })}`,
)}`,
  )
}

/** How money comes or goes. */
export const methodField = (view: View, form: FormState): Html =>
  radios(view, form, {
    name: 'method',
    label: view.t('payments.form.method'),
    options: methods.map((value) => ({ value, label: view.t(`payments.method.${value}`) })),
  })

/** The customers who were found by what was typed; it counts while the field holds the same. */
function choice(view: View, form: FormState, { found, isMore }: Extract<Payer, { success: false }>): Html {
  const options = found.map(({ number, name, address }) => ({
    value: number,
    label: html`<span><bdi>${name}</bdi> · <bdi>${number}</bdi></span>`,
    hint: html`<bdi>${address.replaceAll('\n', ', ')}</bdi>`,
  }))
  const hint = isMore ? view.t('payments.new.chosenMore') : undefined
  return html`${hiddenField('looked_for', form.values['customer'] ?? '')}
${radios(view, form, { name: 'chosen', label: view.t('payments.new.chosen'), hint, options })}`
}

function doublesNotice(view: View, doubles: readonly Double[]): Html {
  const rows = doubles.map(
    ({ number, customerName, receivedOn }) =>
      html`<li>${view.rich('payments.new.double', {
        receipt: html`<a href="${paths.admin.payment(number)}"><bdi>${number}</bdi></a>`,
        name: html`<bdi>${customerName}</bdi>`,
        day: view.formats.day(Temporal.PlainDate.from(receivedOn)),
      })}</li>`,
  )
  return notice(view, { tone: 'warning', title: view.t('payments.new.doubles'), body: html`<ul>${rows}</ul>` })
}
