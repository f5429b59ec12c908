import { dayTime } from '../../billing/index.ts'
import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { dataTable, emptyState, html, page, pagination, verbatim } from '../../ui/index.ts'
import type { Payment } from '../queries.ts'
import type { PaymentList } from './list-payments.ts'
import { methodWords, paymentTags } from './payment-words.ts'

/** A customer's payments, the newest first, a page at a time. */
export function paymentsPage(view: View, { payments, older, newer }: PaymentList): Html {
  const { t } = view
  const at = (edge: Readonly<Record<string, string>>) => `${paths.payments}?${new URLSearchParams(edge)}`
  const turn = pagination(view, {
    previous: newer === undefined ? undefined : at({ after: String(newer) }),
    next: older === undefined ? undefined : at({ before: String(older) }),
  })
  const body =
    payments.length > 0
      ? html`${paymentTable(view, payments)}${turn}`
      : emptyState({ icon: 'payment', title: t('payments.list.empty'), body: t('payments.list.emptyBody') })
  return page(view, { title: t('payments.list.title') }, body)
}

/** Payments in a table, on a phone a card each; each leads to its receipt. */
function paymentTable(view: View, payments: readonly Payment[]): Html {
  const { t, formats } = view
  return dataTable<Payment>({
    caption: t('payments.list.title'),
    rows: payments,
    columns: [
      {
        heading: t('payments.receipt.receivedOn'),
        kind: 'title',
        cell: ({ number, receivedOn }) => html`<a href="${paths.payment(number)}">${dayTime(view, receivedOn)}</a>
<span class="row-detail">${verbatim(number)}</span>`,
      },
      { heading: t('payments.receipt.method'), cell: ({ method }) => methodWords(view, method) },
      { heading: t('payments.receipt.state'), cell: (payment) => paymentTags(view, payment) },
      {
        heading: t('payments.receipt.amount'),
        kind: 'figure',
        cell: ({ amountMinor, currency }) => formats.money({ amountMinor, currency }),
      },
    ],
  })
}
