import type { FoundCustomer } from '../../customers/index.ts'
import { readNumber } from '../../customers/index.ts'
import { paths } from '../../paths.ts'
import type { ReferredPayment } from '../../payments/index.ts'
import type { Html, View } from '../../ui/index.ts'
import {
  dataTable,
  emptyState,
  filledForm,
  filters,
  html,
  notice,
  page,
  tag,
  textField,
  verbatim,
} from '../../ui/index.ts'
import type { Anything } from './find-anything.ts'

/** Everything that one field found, each leading to its page. */
export function findPage(view: View, q: string, found: Exclude<Anything, { only: string }> | undefined): Html {
  const { t } = view
  const form = filledForm({ q })
  const field = textField(view, form, {
    name: 'q',
    label: t('admin.find.label'),
    hint: t('admin.find.hint'),
    autocomplete: 'off',
    ...(q === '' ? { autofocus: true } : {}),
  })
  const search = filters(view, { action: paths.admin.find, label: t('admin.find.title'), active: false }, field)
  return page(view, { title: t('admin.find.title') }, html`${search}${found ? results(view, q, found) : ''}`)
}

function results(
  view: View,
  q: string,
  { customers, payments, isMorePayments }: Exclude<Anything, { only: string }>,
): Html {
  if (customers.customers.length === 0 && payments.length === 0) return nothing(view, q)
  const address = (path: string) => `${path}?${new URLSearchParams({ q })}`
  return html`${customers.customers.length > 0 ? customersPart(view, customers.customers) : ''}
${customers.isMore ? moreAt(view, address(paths.admin.customers)) : ''}
${payments.length > 0 ? paymentsPart(view, payments) : ''}
${isMorePayments ? moreAt(view, address(paths.admin.payments)) : ''}`
}

const moreAt = (view: View, href: string): Html => html`<p><a href="${href}">${view.t('admin.find.more')}</a></p>`

/** The check digit tells a number that was heard wrong; a word too short for the index is said to be so. */
function nothing(view: View, q: string): Html {
  const { t } = view
  const typed = readNumber(q)
  if (typed && !typed.sound) {
    return notice(view, { tone: 'warning', body: t('customers.list.mistyped', { number: typed.number }) })
  }
  const isShort = q.split(' ').every((word) => [...word].length < SHORTEST_WORD)
  const body = t(isShort ? 'admin.find.short' : 'admin.find.nothingBody')
  return emptyState({ icon: 'search', title: t('admin.find.nothing'), body })
}

const SHORTEST_WORD = 3

function customersPart(view: View, customers: readonly FoundCustomer[]): Html {
  const { t } = view
  return html`<h2>${t('ui.nav.customers')}</h2>
${dataTable<FoundCustomer>({
  caption: t('ui.nav.customers'),
  rows: customers,
  columns: [
    {
      heading: t('admin.find.name'),
      kind: 'title',
      cell: ({ number, name, active }) =>
        html`<a href="${paths.admin.customer(number)}"><bdi>${name}</bdi></a>
${active === 1 ? '' : tag('warning', t('customers.status.inactive'))}`,
    },
    { heading: t('admin.find.number'), cell: ({ number }) => verbatim(number) },
    { heading: t('admin.find.address'), cell: ({ address }) => html`<bdi>${address.replaceAll('\n', ', ')}</bdi>` },
    {
      heading: t('admin.find.money'),
      cell: ({ number, name }) =>
        html`<a href="${paths.admin.customerAccount(number)}" aria-label="${t('admin.find.accountOf', { name })}">${t('admin.find.account')}</a>`,
    },
  ],
})}`
}

function paymentsPart(view: View, payments: readonly ReferredPayment[]): Html {
  const { t, formats } = view
  return html`<h2>${t('ui.nav.payments')}</h2>
${dataTable<ReferredPayment>({
  caption: t('ui.nav.payments'),
  rows: payments,
  columns: [
    {
      heading: t('admin.find.reference'),
      kind: 'title',
      cell: ({ number, reference }) => html`<a href="${paths.admin.payment(number)}"><bdi>${reference}</bdi></a>`,
    },
    { heading: t('admin.find.name'), cell: ({ customerName }) => html`<bdi>${customerName}</bdi>` },
    { heading: t('admin.find.day'), cell: ({ receivedOn }) => formats.day(Temporal.PlainDate.from(receivedOn)) },
    { heading: t('admin.find.amount'), kind: 'figure', cell: (payment) => formats.money(payment) },
  ],
})}`
}
