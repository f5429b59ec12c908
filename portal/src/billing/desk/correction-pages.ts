import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import {
  button,
  buttonRow,
  hiddenField,
  html,
  linkButton,
  moneyField,
  notice,
  page,
  postForm,
  radios,
  textField,
} from '../../ui/index.ts'
import { labelWords } from '../bill/line-words.ts'
import type { ShownBill } from '../bill/show-bill.ts'
import type { Bill } from '../queries/bills.ts'
import type { CreditableLine } from '../rules/credit-lines.ts'
import { fieldOf, leftOf } from './correction-forms.ts'

export interface CreditPage {
  readonly shown: ShownBill
  readonly creditable: readonly CreditableLine[]
  readonly form: FormState
  /** Above it a second person is asked. */
  readonly limitMinor: number
}

/** Asks what is taken back of a bill, and why. */
export function creditPage(view: View, { shown, creditable, form, limitMinor }: CreditPage): Html {
  const { t, formats } = view
  const { number, currency } = shown.bill
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const parts = creditable
    .filter((line) => line.netMinor >= 0 && leftOf(line) > 0)
    .map((line) => {
      const label = shown.lines.find(({ position }) => position === line.position)?.label
      return moneyField(view, form, {
        name: fieldOf(line),
        label: html`<bdi>${label ? labelWords(view, label) : ''}</bdi>`,
        hint: t('billing.credit.left', { amount: money(leftOf(line)) }),
        optional: true,
        currency,
      })
    })
  return page(
    view,
    { title: t('billing.credit.title', { number }), lead: t('billing.credit.lead'), form, width: 'column' },
    html`${secondPerson(view, money(limitMinor))}
${postForm(
  view,
  { action: paths.admin.creditBill(number) },
  html`${hiddenField('key', form.values['key'] ?? '')}
${radios(view, form, {
  name: 'extent',
  label: t('billing.credit.extent'),
  options: [
    { value: 'released', label: t('billing.credit.released'), hint: t('billing.credit.releasedHint') },
    { value: 'kept', label: t('billing.credit.kept'), hint: t('billing.credit.keptHint') },
    { value: 'parts', label: t('billing.credit.parts'), reveals: parts },
  ],
})}
${textField(view, form, { name: 'reason', label: t('billing.creditNote.reason'), hint: t('billing.credit.reasonHint'), autocomplete: 'off' })}
${buttonRow(button({ label: t('billing.credit.submit') }), back(view, shown.bill))}`,
)}`,
  )
}

export interface WriteOffPage {
  readonly bill: Bill
  readonly form: FormState
  readonly limitMinor: number
}

/** Asks what of a bill is given up, and why. */
export function writeOffPage(view: View, { bill, form, limitMinor }: WriteOffPage): Html {
  const { t, formats } = view
  const { number, currency, openMinor } = bill
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  return page(
    view,
    {
      title: t('billing.writeOff.title', { number }),
      lead: t('billing.writeOff.lead', { amount: money(openMinor) }),
      form,
      width: 'column',
    },
    html`${secondPerson(view, money(limitMinor))}
${postForm(
  view,
  { action: paths.admin.writeOffBill(number) },
  html`${hiddenField('key', form.values['key'] ?? '')}
${moneyField(view, form, { name: 'amount', label: t('billing.writeOff.amount'), currency })}
${textField(view, form, { name: 'reason', label: t('billing.creditNote.reason'), autocomplete: 'off' })}
${buttonRow(button({ label: t('billing.writeOff.submit') }), back(view, bill))}`,
)}`,
  )
}

const secondPerson = (view: View, limit: string): Html =>
  notice(view, { tone: 'info', body: view.t('billing.desk.secondPerson', { limit }) })

const back = (view: View, { number }: Bill): Html =>
  linkButton({ href: paths.admin.bill(number), label: view.t('ui.confirm.cancel'), kind: 'secondary' })
