import { isLocale, languageName } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { FormState, Html, View } from '../ui/index.ts'
import {
  button,
  buttonRow,
  card,
  descriptionList,
  html,
  lines,
  linkButton,
  notice,
  page,
  postForm,
} from '../ui/index.ts'
import type { Staff } from '../web/identity.ts'
import { may } from '../web/permissions.ts'
import { contactsPart } from './contacts-part.ts'
import { customerTabs } from './customer-tabs.ts'
import type { ContactOwner, ContactRecord, CustomerRecord } from './queries.ts'

export interface CustomerPage {
  readonly customer: CustomerRecord
  readonly contacts: readonly ContactRecord[]
  /** Whom the contacts belong to, the customer included. */
  readonly owners: readonly (ContactOwner & { readonly contact: string })[]
  readonly staff: Staff
  /** The form that adds a contact. */
  readonly form: FormState
}

/** All that is known of a customer, and what can be changed. */
export function customerPage(view: View, data: CustomerPage): Html {
  const { customer, staff, form } = data
  const actions = may(staff, 'customers.edit') ? actionsFor(view, customer) : undefined
  return page(
    view,
    { title: customer.name, heading: html`<bdi>${customer.name}</bdi>`, form },
    html`${customerTabs(view, { number: customer.number, current: 'record' })}
${customer.active === 1 ? '' : inactiveNotice(view)}
${card({ body: descriptionList(recordOf(view, customer)), actions })}
${contactsPart(view, data)}`,
  )
}

const recordOf = (view: View, { number, type, address, language, since }: CustomerRecord) => [
  { term: view.t('customers.page.number'), value: html`<bdi>${number}</bdi>` },
  { term: view.t('customers.page.type'), value: view.t(`customers.type.${type}`) },
  { term: view.t('customers.page.address'), value: lines(address) },
  { term: view.t('customers.page.language'), value: isLocale(language) ? languageName(language) : language },
  { term: view.t('customers.page.since'), value: view.formats.day(Temporal.PlainDate.from(since)) },
]

function actionsFor(view: View, { number, active }: CustomerRecord): Html {
  const edit = linkButton({
    href: paths.admin.editCustomer(number),
    label: view.t('customers.page.edit'),
    kind: 'secondary',
  })
  if (active === 1) {
    const href = paths.admin.deactivateCustomer(number)
    return buttonRow(edit, linkButton({ href, label: view.t('customers.page.deactivate'), kind: 'quiet' }))
  }
  const reactivate = button({ label: view.t('customers.page.reactivate') })
  return buttonRow(edit, postForm(view, { action: paths.admin.reactivateCustomer(number) }, reactivate))
}

const inactiveNotice = (view: View): Html =>
  notice(view, {
    tone: 'warning',
    title: view.t('customers.page.inactive'),
    body: view.t('customers.page.inactiveBody'),
  })
