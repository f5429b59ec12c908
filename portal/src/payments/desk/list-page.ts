import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import {
  buttonRow,
  dataTable,
  dateField,
  emptyState,
  filledForm,
  filters,
  html,
  linkButton,
  listAddress,
  page,
  pagination,
  select,
  tag,
  textField,
} from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import { may } from '../../web/permissions.ts'
import type { ListedPayment, PaymentList, PaymentQuery } from './list-payments.ts'
import { methods } from './payment-form.ts'

export interface PaymentListPage {
  readonly query: PaymentQuery
  readonly list: PaymentList
  readonly staff: Staff
}

/** Payments by the day on which they came, all or those that a search found. */
export function paymentListPage(view: View, { query, list, staff }: PaymentListPage): Html {
  const { t } = view
  const ways = [
    ...(may(staff, 'payments.record')
      ? [linkButton({ href: paths.admin.newPayment, label: t('payments.desk.record') })]
      : []),
    ...(may(staff, 'lists.export')
      ? [
          linkButton({
            href: listAddress(paths.admin.exportPayments, query),
            label: t('payments.desk.export'),
            kind: 'secondary',
          }),
        ]
      : []),
    linkButton({ href: paths.admin.approvals, label: t('payments.approvals.title'), kind: 'quiet' }),
  ]
  const next = list.next === undefined ? undefined : listAddress(paths.admin.payments, { ...query, after: list.next })
  const rows = list.payments.length > 0 ? table(view, list.payments) : nothing(view, query)
  return page(
    view,
    { title: t('payments.list.title'), actions: buttonRow(...ways) },
    html`${narrowing(view, query)}${rows}${pagination(view, { next })}`,
  )
}

function narrowing(view: View, query: PaymentQuery): Html {
  const { t } = view
  const { q, method = '', from = '', to = '', sort } = query
  const form = filledForm({ q, method, from, to, sort })
  return filters(
    view,
    { action: paths.admin.payments, label: t('payments.desk.filters'), active: isNarrowed(query) },
    html`${textField(view, form, { name: 'q', label: t('payments.desk.search'), autocomplete: 'off' })}
${select(view, form, {
  name: 'method',
  label: t('payments.form.method'),
  options: [
    { value: '', label: t('payments.desk.anyMethod') },
    ...[...methods, 'opening' as const].map((value) => ({ value, label: t(`payments.method.${value}`) })),
  ],
})}
${dateField(view, form, { name: 'from', label: t('payments.desk.from') })}
${dateField(view, form, { name: 'to', label: t('payments.desk.to') })}
${select(view, form, {
  name: 'sort',
  label: t('payments.desk.sort'),
  options: (['newest', 'oldest'] as const).map((value) => ({ value, label: t(`payments.sort.${value}`) })),
})}`,
  )
}

const table = (view: View, payments: readonly ListedPayment[]): Html =>
  dataTable<ListedPayment>({
    caption: view.t('payments.list.title'),
    rows: payments,
    columns: [
      {
        heading: view.t('payments.desk.number'),
        kind: 'title',
        cell: ({ number, reversedOn }) =>
          html`<a href="${paths.admin.payment(number)}"><bdi>${number}</bdi></a>
${reversedOn === null ? '' : tag('danger', view.t('payments.desk.reversed'))}`,
      },
      {
        heading: view.t('payments.desk.customer'),
        cell: ({ customerNumber, customerName }) =>
          html`<a href="${paths.admin.customerAccount(customerNumber)}"><bdi>${customerName}</bdi></a>`,
      },
      {
        heading: view.t('payments.form.receivedOn'),
        cell: ({ receivedOn }) => view.formats.day(Temporal.PlainDate.from(receivedOn)),
      },
      { heading: view.t('payments.form.method'), cell: ({ method }) => view.t(`payments.method.${method}`) },
      { heading: view.t('payments.form.reference'), cell: ({ reference }) => html`<bdi>${reference}</bdi>` },
      { heading: view.t('payments.form.amount'), kind: 'figure', cell: (payment) => view.formats.money(payment) },
    ],
  })

function nothing(view: View, query: PaymentQuery): Html {
  if (isNarrowed(query)) {
    const body = view.t('payments.desk.nothingBody')
    return emptyState({ icon: 'search', title: view.t('payments.desk.nothing'), body })
  }
  return emptyState({ icon: 'payment', title: view.t('payments.list.empty'), body: view.t('payments.desk.emptyBody') })
}

const isNarrowed = ({ q, method, from, to, sort }: PaymentQuery): boolean =>
  q !== '' || sort !== 'newest' || [method, from, to].some((narrowed) => narrowed !== undefined)
