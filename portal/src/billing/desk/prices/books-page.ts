import { paths } from '../../../paths.ts'
import type { FormState, Html, View } from '../../../ui/index.ts'
import { button, card, descriptionList, html, moneyField, page, postForm, textField } from '../../../ui/index.ts'
import { pricesTabs } from './prices-tabs.ts'

export interface BooksPage {
  readonly dueDays: number
  readonly limitMinor: number
  readonly currency: string
  readonly form: FormState
  readonly mayEdit: boolean
}

/** The rules that the books are kept by; an administrator may change them. */
export function booksPage(view: View, { dueDays, limitMinor, currency, form, mayEdit }: BooksPage): Html {
  const { t, formats } = view
  const rules = descriptionList([
    { term: t('billing.books.dueDays'), value: t('billing.books.days', { days: dueDays }) },
    { term: t('billing.books.secondPerson'), value: formats.money({ amountMinor: limitMinor, currency }) },
    { term: t('billing.desk.currency'), value: html`<bdi>${currency}</bdi>` },
  ])
  const change = postForm(
    view,
    { action: paths.admin.books },
    html`${textField(view, form, { name: 'due_days', label: t('billing.books.dueDays'), hint: t('billing.books.dueDaysHint'), autocomplete: 'off', width: 'short' })}
${moneyField(view, form, { name: 'second_person_above', label: t('billing.books.secondPerson'), hint: t('billing.books.secondPersonHint'), currency })}
${button({ label: t('billing.services.save') })}`,
  )
  return page(
    view,
    { title: t('billing.prices.tab.books'), form },
    html`${pricesTabs(view, 'books')}${card({ body: mayEdit ? change : rules })}`,
  )
}
