import { maskContact } from '@kerbside/otp'
import type { Db } from '../../db/database.ts'
import { paths } from '../../paths.ts'
import type { Content, FormState, Html, View } from '../../ui/index.ts'
import { button, card, html, instant, notice, page, postForm, textField, verbatim } from '../../ui/index.ts'
import { reachedContacts } from '../reaching/recipients.ts'
import { topics } from '../reaching/topics.ts'

/** A contact that mail came back from, as its customer sees it. */
export interface BouncingContact {
  readonly id: number
  readonly address: string
  readonly contact: string
  readonly bouncing_since: number
  readonly bouncing_reason: string | null
}

/** The contacts of a customer that mail came back from, and that are to receive any. */
export async function bouncingContacts(db: Db, customerId: number): Promise<readonly BouncingContact[]> {
  const contacts = await reachedContacts(db, customerId).where('bouncing_since', 'is not', null).execute()
  return contacts.flatMap(({ bouncing_since: since, ...contact }) =>
    since === null || topics.every((topic) => contact[`${topic}_by`] === 'none')
      ? []
      : [{ ...contact, bouncing_since: since }],
  )
}

/** Says to whoever is signed in that mail comes back, and leads to what can be done. */
export const bouncingPart = (view: View, contacts: readonly BouncingContact[], own: string): Html =>
  html`${contacts.map((contact) => {
    const link = (words: Content) => html`<a href="${paths.accountContact(String(contact.id))}">${words}</a>`
    const body = html`${sentence(view, contact, own)} ${view.rich('customers.bouncing.ask', { link })}`
    return notice(view, { tone: 'warning', body })
  })}`

/** Is the contact right, or which is? */
export function bouncingPage(view: View, contact: BouncingContact, own: string, form: FormState): Html {
  const { t } = view
  const id = String(contact.id)
  const right = postForm(view, { action: paths.accountContact(id) }, button({ label: t('customers.bouncing.confirm') }))
  const field = textField(view, form, { name: 'contact', label: t('customers.contact.label'), autocomplete: 'off' })
  const correct = html`${field}${button({ label: t('customers.bouncing.correct'), kind: 'secondary' })}`
  return page(
    view,
    { title: t('customers.bouncing.title'), lead: sentence(view, contact, own), form },
    html`${card({
      title: t('customers.bouncing.rightTitle'),
      body: html`<p>${t('customers.bouncing.rightBody')}</p>${right}`,
    })}
${card({
  title: t('customers.bouncing.wrongTitle'),
  body: html`<p>${t('customers.bouncing.wrongBody')}</p>${postForm(view, { action: paths.correctContact(id) }, correct)}`,
})}`,
  )
}

/** Whoever signed in with one contact of a shop need not learn the others': they may be other people's. */
function sentence(
  view: View,
  { address, contact, bouncing_since, bouncing_reason }: BouncingContact,
  own: string,
): Html {
  const shown = verbatim(contact === own ? address : maskContact(contact))
  const key = bouncing_reason === 'complaint' ? 'customers.bouncing.complained' : 'customers.bouncing.cameBack'
  return view.rich(key, { contact: shown, time: instant(view, bouncing_since) })
}
