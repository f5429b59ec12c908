import { maskContact } from '@kerbside/otp'
import { paths } from '../../paths.ts'
import type { Content, FormState, Html, View } from '../../ui/index.ts'
import {
  button,
  buttonRow,
  card,
  checkbox,
  emptyState,
  html,
  languagesHref,
  linkButton,
  notice,
  page,
  postForm,
  select,
  tag,
  verbatim,
} from '../../ui/index.ts'
import type { Ways } from '../../web/ways.ts'
import type { CustomerRecord } from '../queries.ts'
import { fieldOf } from './choices-form.ts'
import type { ReachedContact } from './topics.ts'
import { topics, waysFor } from './topics.ts'

interface ChoicesPage {
  readonly form: FormState
  readonly contacts: readonly ReachedContact[]
  readonly ways: Ways
}

/** Where a customer chooses. Contacts that did not sign in are hidden in part: they may be other people's. */
export function ownChoicesPage(view: View, { own, ...data }: ChoicesPage & { readonly own: string }): Html {
  const { t } = view
  const shown = ({ address, contact }: ReachedContact) => verbatim(contact === own ? address : maskContact(contact))
  const link = (words: Content) => html`<a href="${languagesHref}">${words}</a>`
  return page(
    view,
    { title: t('customers.choices.title'), lead: t('customers.choices.lead'), form: data.form },
    html`${choices(view, data, { action: paths.accountMessages, back: paths.account, shown })}
<p>${view.rich('customers.choices.language', { link })}</p>`,
  )
}

/** Where staff choose for a customer. */
export function choicesForPage(
  view: View,
  { customer, ...data }: ChoicesPage & { readonly customer: CustomerRecord },
): Html {
  const { t } = view
  const { number, name } = customer
  const paper = checkbox(view, data.form, {
    name: 'paper',
    label: t('customers.choices.paper'),
    hint: t('customers.choices.paperHint'),
  })
  const shown = ({ address }: ReachedContact) => verbatim(address)
  const way = { action: paths.admin.customerMessages(number), back: paths.admin.customer(number), shown, paper }
  return page(
    view,
    {
      title: t('customers.choices.titleOf', { name }),
      heading: view.rich('customers.choices.titleOf', { name: html`<bdi>${name}</bdi>` }),
      lead: t('customers.choices.lead'),
      form: data.form,
    },
    choices(view, data, way),
  )
}

interface Way {
  readonly action: string
  readonly back: string
  readonly shown: (contact: ReachedContact) => Content
  readonly paper?: Html
}

function choices(
  view: View,
  { form, contacts, ways }: ChoicesPage,
  { action, back, shown, paper = html`` }: Way,
): Html {
  const { t } = view
  if (contacts.length === 0) {
    return emptyState({ icon: 'message', title: t('customers.choices.none'), body: t('customers.choices.noneBody') })
  }
  const refused = form.refusal ? notice(view, { tone: 'danger', body: t(form.refusal.key, form.refusal.values) }) : ''
  const group = (contact: ReachedContact) => html`<fieldset class="field-group">
<legend class="field-label">${shown(contact)} ${contact.bouncing_since === null ? '' : tag('warning', t('customers.bouncing.tag'))}</legend>
${topics.map((topic) =>
  select(view, form, {
    name: fieldOf(topic, contact),
    label: t(`customers.topic.${topic}`),
    options: waysFor(contact.kind, ways).map((value) => ({ value, label: t(`customers.way.${value}`) })),
  }),
)}
</fieldset>`
  const save = button({ label: t('customers.choices.submit') })
  const cancel = linkButton({ href: back, label: t('customers.choices.back'), kind: 'quiet' })
  const body = html`${contacts.map(group)}${paper}${buttonRow(save, cancel)}`
  return html`${refused}${card({ body: postForm(view, { action }, body) })}`
}
