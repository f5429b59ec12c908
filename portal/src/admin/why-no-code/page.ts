import { maskContact } from '@kerbside/otp'
import type { ContactRecord, CustomerRecord } from '../../customers/index.ts'
import { messageTrouble } from '../../messages/index.ts'
import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import {
  card,
  cardGrid,
  dataTable,
  descriptionList,
  emptyState,
  filters,
  html,
  linkCard,
  notice,
  page,
  pagination,
  textField,
  verbatim,
} from '../../ui/index.ts'
import type { Diagnosis } from './diagnose.ts'
import { entryColumns } from './entry-columns.ts'
import { factList } from './fact-list.ts'
import type { Facts } from './facts.ts'
import type { Timeline } from './timeline.ts'

/** What was found for what somebody typed. */
export type Found =
  | { readonly kind: 'nothing_typed' | 'nobody' }
  | { readonly kind: 'customer'; readonly customer: CustomerRecord; readonly contacts: readonly ContactRecord[] }
  | {
      readonly kind: 'contact'
      readonly facts: Facts
      readonly timeline: Timeline
      readonly masked: string
      /** Of the newest page alone: what came before says nothing of today. */
      readonly diagnosis: Diagnosis | undefined
    }

export interface WhyPage {
  readonly form: FormState
  readonly found: Found
}

/** One screen from a contact to everything that keeps its code from coming. */
export function whyPage(view: View, { form, found }: WhyPage): Html {
  const { t } = view
  const title = t('admin.why.title')
  const field = textField(view, form, { name: 'q', label: t('admin.why.search'), autocomplete: 'off' })
  const search = filters(view, { action: paths.admin.whyNoCode, label: title, active: false }, field)
  return page(view, { title, lead: t('admin.why.lead'), form }, html`${search}${foundPart(view, found)}`)
}

/** The address of this screen for a contact or a customer. */
export const whyAddress = (q: string, before?: number): string =>
  `${paths.admin.whyNoCode}?${new URLSearchParams({ q, ...(before === undefined ? {} : { before: String(before) }) })}`

function foundPart(view: View, found: Found): Html {
  const { t } = view
  switch (found.kind) {
    case 'nothing_typed':
      return html``
    case 'nobody':
      return emptyState({ icon: 'search', title: t('admin.why.nobody'), body: t('admin.why.nobodyBody') })
    case 'customer':
      return contactChoice(view, found)
    case 'contact':
      return contactPart(view, found)
  }
}

function contactChoice({ t }: View, { customer, contacts }: Extract<Found, { kind: 'customer' }>): Html {
  if (contacts.length === 0) {
    return emptyState({ icon: 'customers', title: t('admin.why.noContacts'), body: t('admin.why.do.unknown') })
  }
  const choices = contacts.map(({ contact }) =>
    linkCard({ href: whyAddress(contact), title: verbatim(maskContact(contact)), icon: 'code' }),
  )
  return html`<h2>${t('admin.why.choose', { name: customer.name })}</h2>${cardGrid(...choices)}`
}

function contactPart(view: View, { facts, timeline, masked, diagnosis }: Extract<Found, { kind: 'contact' }>): Html {
  const { t } = view
  const { entries, next } = timeline
  const list =
    entries.length > 0
      ? dataTable({ caption: t('admin.why.timeline'), columns: entryColumns(view), rows: entries })
      : emptyState({ icon: 'code', title: t('admin.why.empty'), body: t('admin.why.emptyBody') })
  return html`<h2>${view.rich('admin.why.about', { contact: verbatim(masked) })}</h2>
${diagnosis ? html`${diagnosisPart(view, diagnosis)}${card({ body: descriptionList(factList(view, facts)) })}` : ''}
<h2>${t('admin.why.timeline')}</h2>
<p>${t('admin.why.kept')}</p>
${list}
${pagination(view, { next: next === undefined ? undefined : whyAddress(facts.contact.canonical, next) })}`
}

/** One sentence that says why, what the provider said, and what to do now. */
function diagnosisPart(view: View, { reason, tone, at, message }: Diagnosis): Html {
  const { t, formats } = view
  const values = { channel: message?.channel ?? 'email', time: at ? formats.dateTime(at) : '' }
  const trouble = message && (tone === 'danger' || reason === 'retrying') ? messageTrouble(view, message) : ''
  const title = t(`admin.why.is.${reason}`, values)
  return notice(view, {
    tone,
    title,
    body: html`${trouble === '' ? '' : html`<p>${trouble}</p>`}<p>${t(`admin.why.do.${reason}`)}</p>`,
  })
}
