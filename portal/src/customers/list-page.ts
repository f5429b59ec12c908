import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import {
  attributes,
  button,
  buttonRow,
  dataTable,
  emptyState,
  filledForm,
  filters,
  html,
  linkButton,
  listAddress,
  notice,
  page,
  pagination,
  select,
  tag,
  textField,
} from '../ui/index.ts'
import type { Staff } from '../web/identity.ts'
import { may } from '../web/permissions.ts'
import { customerTypes } from './fields.ts'
import type { CustomerList, CustomerQuery, ListedCustomer } from './list-customers.ts'
import { readNumber } from './number.ts'

export interface CustomerListPage {
  readonly query: CustomerQuery
  readonly list: CustomerList
  readonly staff: Staff
}

/** All customers, or those that a search found. */
export function customerListPage(view: View, { query, list, staff }: CustomerListPage): Html {
  const title = query.q ? view.t('customers.list.titleFound', { q: query.q }) : view.t('customers.list.title')
  const file = listAddress(paths.admin.exportCustomers, { ...query, after: undefined, before: undefined })
  const ways = [
    ...(may(staff, 'customers.edit')
      ? [linkButton({ href: paths.admin.newCustomer, label: view.t('customers.list.add') })]
      : []),
    ...(may(staff, 'lists.export')
      ? [linkButton({ href: file, label: view.t('customers.list.export'), kind: 'secondary' })]
      : []),
  ]
  const found = list.customers.length > 0 ? table(view, list.customers, staff) : nothing(view, query)
  const turn = pagination(view, {
    previous: pageAt({ ...query, after: undefined, before: list.previous }),
    next: pageAt({ ...query, before: undefined, after: list.next }),
  })
  return page(view, { title, actions: buttonRow(...ways) }, html`${narrowing(view, query)}${found}${turn}`)
}

function narrowing(view: View, query: CustomerQuery): Html {
  const { q, type = '', status = '', contacts = '', sort = 'name' } = query
  const form = filledForm({ q, type, status, contacts, sort })
  const types = customerTypes.map((value) => ({ value, label: view.t(`customers.type.${value}`) }))
  const statuses = (['active', 'inactive'] as const).map((value) => ({
    value,
    label: view.t(`customers.status.${value}`),
  }))
  return filters(
    view,
    { action: paths.admin.customers, label: view.t('customers.list.filters'), active: isNarrowed(query) },
    html`${textField(view, form, { name: 'q', label: view.t('customers.list.search'), autocomplete: 'off' })}
${select(view, form, {
  name: 'type',
  label: view.t('customers.list.type'),
  options: [{ value: '', label: view.t('customers.list.anyType') }, ...types],
})}
${select(view, form, {
  name: 'status',
  label: view.t('customers.list.status'),
  options: [{ value: '', label: view.t('customers.list.anyStatus') }, ...statuses],
})}
${select(view, form, {
  name: 'contacts',
  label: view.t('customers.page.contacts'),
  options: [
    { value: '', label: view.t('customers.list.anyContacts') },
    { value: 'bouncing', label: view.t('customers.list.bouncing') },
  ],
})}
${select(view, form, {
  name: 'sort',
  label: view.t('customers.list.sort'),
  options: (['name', 'newest'] as const).map((value) => ({ value, label: view.t(`customers.sort.${value}`) })),
})}`,
  )
}

/** Customers in a table; whoever may charge chooses some of them, to charge them the same. */
function table(view: View, customers: readonly ListedCustomer[], staff: Staff): Html {
  const choose = {
    heading: view.t('customers.list.choose'),
    cell: ({ id, name }: ListedCustomer) => {
      const spoken = view.t('customers.list.chooseOf', { name })
      const box = {
        type: 'checkbox',
        class: 'choice-input',
        name: 'c',
        value: id,
        form: chargeForm,
        'aria-label': spoken,
      }
      return html`<input${attributes(box)}>`
    },
  }
  const mayCharge = may(staff, 'services.edit')
  const charge = html`<form${attributes({ id: chargeForm, method: 'get', action: paths.admin.chargeMany })}>
${button({ label: view.t('customers.list.charge'), kind: 'secondary' })}</form>`
  const rows = dataTable<ListedCustomer>({
    caption: view.t('customers.list.title'),
    rows: customers,
    columns: [
      { heading: view.t('customers.list.name'), kind: 'title', cell: (row) => nameOf(view, row) },
      { heading: view.t('customers.list.number'), cell: (row) => html`<bdi>${row.number}</bdi>` },
      { heading: view.t('customers.list.type'), cell: (row) => view.t(`customers.type.${row.type}`) },
      {
        heading: view.t('customers.list.address'),
        cell: (row) => html`<bdi>${row.address.replaceAll('\n', ', ')}</bdi>`,
      },
      ...(mayCharge ? [choose] : []),
    ],
  })
  return html`${rows}${mayCharge ? charge : ''}`
}

// Names the form that the boxes of the table belong to.
const chargeForm = 'charge-many'

const nameOf = (view: View, { number, name, active }: ListedCustomer): Html =>
  html`<a href="${paths.admin.customer(number)}"><bdi>${name}</bdi></a>
${active === 1 ? '' : tag('warning', view.t('customers.status.inactive'))}`

/** The check digit tells a number that was heard wrong from one that is not there. */
function nothing(view: View, query: CustomerQuery): Html {
  const typed = readNumber(query.q)
  if (typed && !typed.sound) {
    return notice(view, { tone: 'warning', body: view.t('customers.list.mistyped', { number: typed.number }) })
  }
  if (isNarrowed(query)) {
    const body = view.t('customers.list.nothingBody')
    return emptyState({ icon: 'search', title: view.t('customers.list.nothing'), body })
  }
  const body = view.t('customers.list.emptyBody')
  return emptyState({ icon: 'customers', title: view.t('customers.list.empty'), body })
}

const isNarrowed = ({ q, type, status, contacts, sort }: CustomerQuery): boolean =>
  q !== '' || sort === 'newest' || [type, status, contacts].some((narrowed) => narrowed !== undefined)

/** The address of another page of the list; undefined when there is none that way. */
function pageAt(query: CustomerQuery): string | undefined {
  if (query.after === undefined && query.before === undefined) return undefined
  return listAddress(paths.admin.customers, query)
}
