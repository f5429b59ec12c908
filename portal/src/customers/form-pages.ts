import { isLocale, languageName, locales } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { FormState, Html, View } from '../ui/index.ts'
import {
  attributes,
  button,
  checkbox,
  dateField,
  descriptionList,
  html,
  notice,
  page,
  postForm,
  radios,
  select,
  textArea,
  textField,
} from '../ui/index.ts'
import { MOST_SIGN_IN_CONTACTS } from './contacts.ts'
import { customerTypes } from './fields.ts'
import type { CustomerRecord } from './queries.ts'

/** The page that adds a customer; `there` is the number of one with the same name and address. */
export function newCustomerPage(view: View, { form, there }: { form: FormState; there?: string | undefined }): Html {
  const again = there
    ? html`<p><a href="${paths.admin.customer(there)}">${view.t('customers.new.there', { number: there })}</a></p>
${checkbox(view, form, { name: 'again', label: view.t('customers.new.again') })}`
    : ''
  const several = view.t('customers.form.severalHint', { most: MOST_SIGN_IN_CONTACTS })
  const contact = { optional: true, autocomplete: 'off', hint: several }
  return page(
    view,
    { title: view.t('customers.new.title'), form, width: 'column' },
    postForm(
      view,
      { action: paths.admin.newCustomer },
      html`${again}${recordFields(view, form)}
${textField(view, form, { ...contact, name: 'email', label: view.t('customers.form.email') })}
${textField(view, form, { ...contact, name: 'phone', label: view.t('customers.form.phone') })}
${textField(view, form, {
  name: 'number',
  label: view.t('customers.form.number'),
  hint: view.t('customers.form.numberHint'),
  optional: true,
  autocomplete: 'off',
  width: 'medium',
})}
${button({ label: view.t('customers.new.submit') })}`,
    ),
  )
}

export interface EditCustomerPage {
  readonly customer: CustomerRecord
  readonly form: FormState
  /** Given when somebody else saved meanwhile: their values stand beside what was typed. */
  readonly saved?: CustomerRecord | undefined
}

/** The page that changes a customer's record. */
export function editCustomerPage(view: View, { customer, form, saved }: EditCustomerPage): Html {
  const version = { type: 'hidden', name: 'version', value: form.values['version'] }
  return page(
    view,
    { title: view.t('customers.edit.title', { name: customer.name }), form, width: 'column' },
    html`${saved ? savedMeanwhile(view, saved, form) : ''}
${postForm(
  view,
  { action: paths.admin.editCustomer(customer.number) },
  html`<input${attributes(version)}>${recordFields(view, form)}
${button({ label: view.t('customers.edit.submit') })}`,
)}`,
  )
}

const recordFields = (view: View, form: FormState): Html => html`
${textField(view, form, { name: 'name', label: view.t('customers.form.name'), autocomplete: 'off' })}
${radios(view, form, {
  name: 'type',
  label: view.t('customers.form.type'),
  options: customerTypes.map((value) => ({ value, label: view.t(`customers.type.${value}`) })),
})}
${textArea(view, form, {
  name: 'address',
  label: view.t('customers.form.address'),
  hint: view.t('customers.form.addressHint'),
  autocomplete: 'off',
  rows: 3,
})}
${select(view, form, {
  name: 'language',
  label: view.t('customers.form.language'),
  hint: view.t('customers.form.languageHint'),
  options: locales.map((value) => ({ value, label: languageName(value) })),
})}
${dateField(view, form, {
  name: 'since',
  label: view.t('customers.form.since'),
  hint: view.t('customers.form.sinceHint'),
})}`

/** The fields in which the saved record differs from what was typed. */
function savedMeanwhile(view: View, saved: CustomerRecord, { values }: FormState): Html {
  const { name, type, address, language, since } = saved
  const shown = {
    name,
    type: view.t(`customers.type.${type}`),
    address,
    language: isLocale(language) ? languageName(language) : language,
    since,
  }
  const record = { name, type, address, language, since }
  const names = ['name', 'type', 'address', 'language', 'since'] as const
  const differing = names.filter((field) => record[field] !== values[field]?.trim().replaceAll('\r\n', '\n'))
  const items = differing.map((field) => ({
    term: view.t(`customers.form.${field}`),
    value: html`<bdi>${shown[field]}</bdi>`,
  }))
  const title = view.t('customers.edit.saved')
  return notice(view, { tone: 'warning', title, body: descriptionList(items) })
}
