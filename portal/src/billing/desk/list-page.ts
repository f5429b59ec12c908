import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import {
  buttonRow,
  dataTable,
  emptyState,
  filledForm,
  filters,
  html,
  linkButton,
  listAddress,
  page,
  pagination,
  select,
  textField,
  verbatim,
} from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import { may } from '../../web/permissions.ts'
import { dayTime, statusTag } from '../bill/bill-words.ts'
import type { BillList, BillQuery, ListedBill } from './list-bills.ts'
import { billStandings } from './list-bills.ts'

export interface BillListPage {
  readonly query: BillQuery
  readonly list: BillList
  readonly staff: Staff
}

/** Bills of all customers, or those that a search found. */
export function billListPage(view: View, { query, list, staff }: BillListPage): Html {
  const { t } = view
  const file = linkButton({
    href: listAddress(paths.admin.exportBills, query),
    label: t('billing.desk.export'),
    kind: 'secondary',
  })
  const next = list.next === undefined ? undefined : listAddress(paths.admin.bills, { ...query, after: list.next })
  const rows = list.bills.length > 0 ? table(view, list.bills) : nothing(view, query, next)
  return page(
    view,
    { title: t('billing.bills.title'), actions: may(staff, 'lists.export') ? buttonRow(file) : undefined },
    html`${narrowing(view, query)}${rows}${pagination(view, { next })}`,
  )
}

function narrowing(view: View, query: BillQuery): Html {
  const { t } = view
  const { q, standing = '', month = '', sort } = query
  const form = filledForm({ q, standing, month, sort })
  return filters(
    view,
    { action: paths.admin.bills, label: t('billing.desk.filters'), active: isNarrowed(query) },
    html`${textField(view, form, { name: 'q', label: t('billing.desk.search'), autocomplete: 'off' })}
${select(view, form, {
  name: 'standing',
  label: t('billing.bill.state'),
  options: [
    { value: '', label: t('billing.standing.any') },
    ...billStandings.map((value) => ({ value, label: t(`billing.standing.${value}`) })),
  ],
})}
${textField(view, form, {
  name: 'month',
  label: t('billing.desk.month'),
  hint: t('billing.desk.monthHint'),
  autocomplete: 'off',
  width: 'medium',
})}
${select(view, form, {
  name: 'sort',
  label: t('billing.desk.sort'),
  options: (['newest', 'oldest'] as const).map((value) => ({ value, label: t(`billing.sort.${value}`) })),
})}`,
  )
}

const table = (view: View, bills: readonly ListedBill[]): Html =>
  dataTable<ListedBill>({
    caption: view.t('billing.bills.title'),
    rows: bills,
    columns: [
      {
        heading: view.t('billing.bill.number'),
        kind: 'title',
        cell: ({ number }) => html`<a href="${paths.admin.bill(number)}">${verbatim(number)}</a>`,
      },
      {
        heading: view.t('billing.desk.customer'),
        cell: ({ customerNumber, customerName }) =>
          html`<a href="${paths.admin.customerAccount(customerNumber)}"><bdi>${customerName}</bdi></a>`,
      },
      { heading: view.t('billing.desk.month'), cell: ({ period }) => view.formats.month(period) },
      { heading: view.t('billing.bill.dueOn'), cell: ({ dueOn }) => dayTime(view, dueOn) },
      { heading: view.t('billing.bill.state'), cell: ({ status }) => statusTag(view, status) },
      {
        heading: view.t('billing.bill.total'),
        kind: 'figure',
        cell: ({ totalMinor: amountMinor, currency }) => view.formats.money({ amountMinor, currency }),
      },
      {
        heading: view.t('billing.bill.open'),
        kind: 'figure',
        cell: ({ openMinor: amountMinor, currency }) => view.formats.money({ amountMinor, currency }),
      },
    ],
  })

function nothing(view: View, query: BillQuery, next: string | undefined): Html {
  const { t } = view
  if (next !== undefined) {
    return emptyState({ icon: 'search', title: t('billing.desk.nothingYet'), body: t('billing.desk.nothingYetBody') })
  }
  if (isNarrowed(query)) {
    return emptyState({ icon: 'search', title: t('billing.desk.nothing'), body: t('billing.desk.nothingBody') })
  }
  return emptyState({ icon: 'bill', title: t('billing.bills.empty'), body: t('billing.desk.emptyBody') })
}

const isNarrowed = ({ q, standing, month, sort }: BillQuery): boolean =>
  q !== '' || sort !== 'newest' || standing !== undefined || month !== undefined
