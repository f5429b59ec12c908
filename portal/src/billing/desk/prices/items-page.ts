import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import { button, card, dataTable, emptyState, html, moneyField, page, postForm, textField } from '../../../ui/index.ts'
import type { Staff } from '../../../web/identity.ts'
import { may } from '../../../web/permissions.ts'
import type { WasteItem } from '../../services/charges.ts'
import type { TaxRate } from '../../services/taxes.ts'
import { taxWords } from '../plan-words.ts'
import { taxPart } from '../tax-fields.ts'
import { pricesTabs } from './prices-tabs.ts'

export interface ItemsPage {
  readonly items: readonly WasteItem[]
  readonly taxes: readonly TaxRate[]
  readonly currency: string
  readonly today: string
  readonly staff: Staff
  readonly form: FormState
}

/** What is charged by quantity, and the form that adds an item or gives one another price. */
export function itemsPage(view: View, { items, taxes, currency, today, staff, form }: ItemsPage): Html {
  const { t, formats } = view
  const table = dataTable<WasteItem>({
    caption: t('billing.prices.tab.items'),
    rows: items,
    columns: [
      { heading: t('billing.prices.itemName'), kind: 'title', cell: ({ name }) => html`<bdi>${name}</bdi>` },
      { heading: t('billing.prices.unit'), cell: ({ unit }) => html`<bdi>${unit}</bdi>` },
      {
        heading: t('billing.prices.pricePerUnit'),
        kind: 'figure',
        cell: ({ price_minor: amountMinor }) => formats.money({ amountMinor, currency }),
      },
      { heading: t('billing.prices.tax'), cell: (item) => taxWords(view, taxes, { ...item, day: today }) },
    ],
  })
  const none = emptyState({
    icon: 'statement',
    title: t('billing.prices.noItems'),
    body: t('billing.prices.noItemsBody'),
  })
  const save = card({
    title: t('billing.prices.saveItem'),
    body: postForm(
      view,
      { action: paths.admin.wasteItems },
      html`${textField(view, form, { name: 'name', label: t('billing.prices.itemName'), hint: t('billing.prices.itemNameHint'), autocomplete: 'off' })}
${textField(view, form, { name: 'unit', label: t('billing.prices.unit'), hint: t('billing.prices.unitHint'), autocomplete: 'off', width: 'short' })}
${moneyField(view, form, { name: 'price', label: t('billing.prices.pricePerUnit'), currency })}
${taxPart(view, form, taxes)}
${button({ label: t('billing.services.save') })}`,
    ),
  })
  return page(
    view,
    { title: t('billing.prices.tab.items'), lead: t('billing.prices.itemsLead'), form },
    html`${pricesTabs(view, 'items')}${items.length > 0 ? table : none}${may(staff, 'plans.edit') ? save : ''}`,
  )
}
