import { paths } from '../paths.ts'
import type { Content, FormState, Html, View } from '../ui/index.ts'
import {
  attributes,
  button,
  card,
  checkbox,
  csrfField,
  dataTable,
  html,
  instant,
  linkButton,
  postForm,
  tag,
  textField,
} from '../ui/index.ts'
import { may } from '../web/permissions.ts'
import { MOST_SIGN_IN_CONTACTS } from './contacts.ts'
import type { CustomerPage } from './customer-page.ts'
import type { ContactOwner, ContactRecord } from './queries.ts'

/** A customer's contacts, what each may be used for, and the form that adds one. */
export function contactsPart(view: View, data: CustomerPage): Html {
  const mayEdit = may(data.staff, 'customers.edit')
  const list = data.contacts.length > 0 ? table(view, data) : html`<p>${view.t('customers.page.contactsNone')}</p>`
  return html`<h2>${view.t('customers.page.contacts')}</h2>
${list}
${mayEdit && data.contacts.length > 0 ? linkButton({ href: paths.admin.customerMessages(data.customer.number), label: view.t('customers.page.choices'), kind: 'secondary' }) : ''}
${mayEdit ? card({ title: view.t('customers.contact.title'), body: addForm(view, data.customer.number, data.form) }) : ''}`
}

function table(view: View, data: CustomerPage): Html {
  const { customer, contacts, staff } = data
  const others = {
    heading: view.t('customers.page.alsoOf'),
    cell: (row: ContactRecord) => namesOf(otherOwners(data, row)),
  }
  const changes = {
    heading: view.t('customers.page.change'),
    cell: (row: ContactRecord) => changeForm(view, customer.number, row),
  }
  const why = { heading: view.t('customers.page.why'), cell: (row: ContactRecord) => whyLink(view, row) }
  return dataTable<ContactRecord>({
    caption: view.t('customers.page.contacts'),
    rows: contacts,
    columns: [
      { heading: view.t('customers.page.contact'), kind: 'title', cell: ({ address }) => html`<bdi>${address}</bdi>` },
      { heading: view.t('customers.page.use'), cell: (row) => useOf(view, row) },
      ...(may(staff, 'otps.read') ? [why] : []),
      ...(contacts.some((row) => otherOwners(data, row).length > 0) ? [others] : []),
      ...(may(staff, 'customers.edit') ? [changes] : []),
    ],
  })
}

function useOf(view: View, { may_sign_in, bouncing_since, bouncing_reason }: ContactRecord): Html {
  const { t } = view
  const use =
    may_sign_in === 1 ? tag('success', t('customers.page.signsIn')) : tag('neutral', t('customers.page.messagesOnly'))
  if (bouncing_since === null || bouncing_reason === null) return use
  const since = view.rich(`customers.bouncing.since.${bouncing_reason}`, { time: instant(view, bouncing_since) })
  return html`<span>${use} ${tag('warning', t('customers.bouncing.tag'))}<br><small>${since}</small></span>`
}

/** The way to all that happened with the contact's codes. */
function whyLink({ t }: View, { address, contact, may_sign_in }: ContactRecord): Content {
  if (may_sign_in === 0) return ''
  const href = `${paths.admin.whyNoCode}?${new URLSearchParams({ q: contact })}`
  const label = t('customers.page.whyOf', { contact: address })
  return html`<a${attributes({ href, 'aria-label': label })}>${t('customers.page.why')}</a>`
}

/** The other customers who have the contact: whoever signs in with it chooses among them. */
const otherOwners = ({ customer, owners }: CustomerPage, { contact }: ContactRecord): readonly ContactOwner[] =>
  owners.filter((owner) => owner.contact === contact && owner.id !== customer.id)

const namesOf = (owners: readonly ContactOwner[]): Content =>
  owners.map(
    ({ number, name }, index) =>
      html`${index > 0 ? ', ' : ''}<a href="${paths.admin.customer(number)}"><bdi>${name}</bdi></a>`,
  )

/** Buttons of one form; their labels name the contact for whoever hears the page instead of seeing the row. */
function changeForm(view: View, number: string, { id, address, may_sign_in, bouncing_since }: ContactRecord): Html {
  const signIn = may_sign_in === 1 ? 'stop_sign_in' : 'allow_sign_in'
  const press = (change: string, label: string, spoken: string) =>
    html`<button${attributes({ type: 'submit', class: 'button button-quiet', name: 'change', value: change, 'aria-label': spoken })}>${label}</button>`
  const labels = {
    stop_sign_in: ['customers.page.stopSignIn', 'customers.page.stopSignInOf'],
    allow_sign_in: ['customers.page.allowSignIn', 'customers.page.allowSignInOf'],
  } as const
  const [label, spoken] = labels[signIn]
  const action = paths.admin.customerContact(number, String(id))
  return html`<form${attributes({ class: 'button-row', method: 'post', action })}>${csrfField(view)}
${press(signIn, view.t(label), view.t(spoken, { contact: address }))}
${bouncing_since === null ? '' : press('confirm', view.t('customers.page.confirm'), view.t('customers.page.confirmOf', { contact: address }))}
${press('remove', view.t('customers.page.remove'), view.t('customers.page.removeOf', { contact: address }))}
</form>`
}

function addForm(view: View, number: string, form: FormState): Html {
  const most = MOST_SIGN_IN_CONTACTS
  return postForm(
    view,
    { action: paths.admin.customerContacts(number) },
    html`${textField(view, form, { name: 'contact', label: view.t('customers.contact.label'), autocomplete: 'off' })}
${checkbox(view, form, {
  name: 'sign_in',
  label: view.t('customers.contact.signIn'),
  hint: view.t('customers.contact.signInHint', { most }),
})}
${button({ label: view.t('customers.contact.submit'), kind: 'secondary' })}`,
  )
}
