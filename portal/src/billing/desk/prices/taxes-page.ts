import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import {
  button,
  card,
  dataTable,
  dateField,
  emptyState,
  hiddenField,
  html,
  page,
  postForm,
  tag,
  textField,
} from '../../../ui/index.ts'
import type { Staff } from '../../../web/identity.ts'
import { may } from '../../../web/permissions.ts'
import { dayTime } from '../../bill/bill-words.ts'
import type { TaxRate } from '../../services/taxes.ts'
import { pricesTabs } from './prices-tabs.ts'

export interface TaxesPage {
  readonly taxes: readonly TaxRate[]
  readonly today: string
  readonly staff: Staff
  readonly form: FormState
}

/** The taxes with the rate of today, and the form that adds one. */
export function taxesPage(view: View, { taxes, today, staff, form }: TaxesPage): Html {
  const { t, formats } = view
  const table = dataTable<TaxRate>({
    caption: t('billing.prices.tab.taxes'),
    rows: taxes,
    columns: [
      {
        heading: t('billing.prices.taxName'),
        kind: 'title',
        cell: ({ id, name }) => html`<a href="${paths.admin.tax(String(id))}"><bdi>${name}</bdi></a>`,
      },
      {
        heading: t('billing.prices.now'),
        kind: 'figure',
        cell: (tax) => formats.share(rateOn(tax, today)?.basis_points ?? 0),
      },
    ],
  })
  const none = emptyState({
    icon: 'statement',
    title: t('billing.prices.noTaxes'),
    body: t('billing.prices.noTaxesBody'),
  })
  const add = card({
    title: t('billing.prices.addTax'),
    body: postForm(
      view,
      { action: paths.admin.taxes },
      html`${hiddenField('key', form.values['key'] ?? '')}
${textField(view, form, { name: 'name', label: t('billing.prices.taxName'), hint: t('billing.prices.taxNameHint'), autocomplete: 'off' })}
${rateFields(view, form)}
${button({ label: t('billing.prices.add') })}`,
    ),
  })
  return page(
    view,
    { title: t('billing.prices.tab.taxes'), form },
    html`${pricesTabs(view, 'taxes')}${taxes.length > 0 ? table : none}${may(staff, 'plans.edit') ? add : ''}`,
  )
}

const rateOn = ({ values }: TaxRate, day: string) => values.findLast(({ from_on }) => from_on <= day)

const rateFields = (view: View, form: FormState): Html =>
  html`${textField(view, form, { name: 'rate', label: view.t('billing.prices.rate'), autocomplete: 'off', width: 'short' })}
${dateField(view, form, { name: 'from_on', label: view.t('billing.prices.fromOn') })}`

/** A tax with all its rates, which are never changed, and the form that sets the next one. */
export function taxPage(view: View, { tax, today, staff, form }: Omit<TaxesPage, 'taxes'> & { tax: TaxRate }): Html {
  const { t, formats } = view
  const current = rateOn(tax, today)
  const history = dataTable<TaxRate['values'][number]>({
    caption: t('billing.prices.rates'),
    rows: tax.values.toReversed(),
    columns: [
      {
        heading: t('billing.prices.fromOn'),
        kind: 'title',
        cell: (value) =>
          html`${dayTime(view, value.from_on)} ${value === current ? tag('success', t('billing.prices.inForce')) : ''}`,
      },
      { heading: t('billing.prices.rate'), kind: 'figure', cell: ({ basis_points }) => formats.share(basis_points) },
    ],
  })
  const set = card({
    title: t('billing.prices.setRate'),
    body: postForm(
      view,
      { action: paths.admin.tax(String(tax.id)) },
      html`${hiddenField('key', form.values['key'] ?? '')}<p>${t('billing.prices.setRateLead')}</p>
${rateFields(view, form)}
${button({ label: t('billing.services.save') })}`,
    ),
  })
  return page(
    view,
    { title: tax.name, heading: html`<bdi>${tax.name}</bdi>`, form },
    html`${pricesTabs(view, 'taxes')}${history}${may(staff, 'plans.edit') ? set : ''}`,
  )
}
