import type { Html, View } from '../../ui/index.ts'
import { card, descriptionList, html, page, verbatim } from '../../ui/index.ts'
import { statusTag } from '../bill/bill-words.ts'
import type { Bill } from '../queries/bills.ts'

/** Confirms that we issued a bill: its number, its amount and how it stands, and nothing of its customer. */
export function checkPage(view: View, { number, totalMinor, currency, status }: Bill): Html {
  const { t, formats } = view
  return page(
    view,
    { title: t('billing.check.title'), lead: t('billing.check.lead', { operator: view.operator }) },
    html`${card({
      body: descriptionList([
        { term: t('billing.bill.number'), value: verbatim(number) },
        { term: t('billing.bill.total'), value: formats.money({ amountMinor: totalMinor, currency }) },
        { term: t('billing.bill.state'), value: statusTag(view, status) },
      ]),
    })}
<p>${t('billing.check.differs')}</p>`,
  )
}
