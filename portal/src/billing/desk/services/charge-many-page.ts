import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import {
  button,
  buttonRow,
  disclosure,
  hiddenField,
  html,
  linkButton,
  page,
  postForm,
  verbatim,
} from '../../../ui/index.ts'
import type { Choice } from './change-fields.ts'
import { changeFields } from './change-fields.ts'

/** Somebody who is charged. */
export interface Charged {
  readonly id: number
  readonly number: string
  readonly name: string
}

export interface ChargeManyPage {
  readonly customers: readonly Charged[]
  readonly choice: Choice
  readonly form: FormState
}

/** One charge for several customers: who they are, and the form. */
export function chargeManyPage(view: View, { customers, choice, form }: ChargeManyPage): Html {
  const { t } = view
  const names = customers.map(
    ({ number, name }) =>
      html`<li><a href="${paths.admin.services(number)}"><bdi>${name}</bdi></a> · ${verbatim(number)}</li>`,
  )
  const back = linkButton({ href: paths.admin.customers, label: t('ui.confirm.cancel'), kind: 'secondary' })
  return page(
    view,
    { title: t('billing.chargeMany.title', { customers: customers.length }), form, width: 'column' },
    html`${disclosure({ summary: t('billing.chargeMany.who'), body: html`<ul>${names}</ul>`, open: customers.length <= MOST_OPEN })}
${postForm(
  view,
  { action: paths.admin.chargeMany },
  html`${hiddenField('key', form.values['key'] ?? '')}
${hiddenField('customers', customers.map(({ id }) => id).join(','))}
${changeFields.charge(view, form, choice)}
${buttonRow(button({ label: t('billing.chargeMany.submit', { customers: customers.length }) }), back)}`,
)}`,
  )
}

// Beyond that the names would push the form out of sight.
const MOST_OPEN = 10
