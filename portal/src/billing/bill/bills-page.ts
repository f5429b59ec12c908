import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { dataTable, emptyState, html, page, pagination, tabs, verbatim } from '../../ui/index.ts'
import type { BillFilter, BillList } from '../queries/bill-list.ts'
import { billFilters } from '../queries/bill-list.ts'
import type { Bill } from '../queries/bills.ts'
import { billTitle, dayTime, statusTag } from './bill-words.ts'

/** A customer's bills, the newest first, a page at a time. */
export function billsPage(view: View, show: BillFilter, { bills, older, newer }: BillList): Html {
  const { t } = view
  const isEmpty = bills.length === 0
  const turn = pagination(view, {
    previous: newer === undefined ? undefined : listAt(show, { after: newer }),
    next: older === undefined ? undefined : listAt(show, { before: older }),
  })
  const body = isEmpty ? nothing(view, show) : html`${billTable(view, bills)}${turn}`
  const isBare = isEmpty && show === 'all'
  return page(view, { title: t('billing.bills.title') }, html`${isBare ? '' : choice(view, show)}${body}`)
}

const choice = ({ t }: View, show: BillFilter): Html =>
  tabs(
    t('billing.bills.which'),
    billFilters.map((filter) => ({
      href: listAt(filter),
      label: t(`billing.bills.${filter}`),
      current: filter === show,
    })),
  )

/** The address of a page of the list. */
function listAt(show: BillFilter, edge: Readonly<Record<string, number>> = {}): string {
  const narrowed = show === 'all' ? {} : { show }
  const query = new URLSearchParams(
    Object.entries({ ...narrowed, ...edge }).map(([name, value]) => [name, String(value)]),
  )
  return query.size > 0 ? `${paths.bills}?${query}` : paths.bills
}

function billTable(view: View, bills: readonly Bill[]): Html {
  const { t, formats } = view
  const money = (amountMinor: number, { currency }: Bill) => formats.money({ amountMinor, currency })
  return dataTable<Bill>({
    caption: t('billing.bills.title'),
    rows: bills,
    columns: [
      {
        heading: t('billing.bill.bill'),
        kind: 'title',
        cell: (bill) => html`<a href="${paths.bill(bill.number)}">${billTitle(view, bill)}</a>
<span class="row-detail">${verbatim(bill.number)}</span>`,
      },
      { heading: t('billing.bill.dueOn'), cell: ({ dueOn }) => dayTime(view, dueOn) },
      { heading: t('billing.bill.state'), cell: ({ status }) => statusTag(view, status) },
      { heading: t('billing.bill.total'), kind: 'figure', cell: (bill) => money(bill.totalMinor, bill) },
      { heading: t('billing.bill.open'), kind: 'figure', cell: (bill) => money(bill.openMinor, bill) },
    ],
  })
}

const empty = {
  all: { title: 'billing.bills.empty', body: 'billing.bills.emptyBody' },
  open: { title: 'billing.bills.noneOpen', body: 'billing.bills.noneOpenBody' },
  settled: { title: 'billing.bills.noneSettled', body: 'billing.bills.noneSettledBody' },
} as const

function nothing({ t }: View, show: BillFilter): Html {
  const { title, body } = empty[show]
  return emptyState({ icon: 'bill', title: t(title), body: t(body) })
}
