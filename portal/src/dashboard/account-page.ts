import type { KnownDevice, RecentRequest } from '@kerbside/otp'
import { maskContact } from '@kerbside/otp'
import type { BouncingContact, ContactRecord, CustomerRecord } from '../customers/index.ts'
import { bouncingPart } from '../customers/index.ts'
import { languageName } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { Passkey, SignedInDevice } from '../sign-in/index.ts'
import { devicesPart, passkeysPart, recentPart, refuseStrangersPart, sessionsPart } from '../sign-in/index.ts'
import type { Html, View } from '../ui/index.ts'
import { card, descriptionList, html, languagesHref, lines, linkButton, page, tag, verbatim } from '../ui/index.ts'
import type { CustomerSession } from '../web/identity.ts'

export interface Account {
  readonly record: CustomerRecord
  readonly contacts: readonly ContactRecord[]
  /** Those that mail came back from. */
  readonly bouncing: readonly BouncingContact[]
  readonly session: CustomerSession
  readonly signedIn: readonly SignedInDevice[]
  readonly known: readonly KnownDevice[]
  readonly recent: readonly RecentRequest[]
  /** Undefined where browsers have no passkeys for this site. */
  readonly passkeys: readonly Passkey[] | undefined
}

/** All that we know of a customer, and who is signed in. */
export function accountPage(view: View, account: Account): Html {
  const { t } = view
  const { record, contacts, bouncing, session, signedIn, known, recent, passkeys } = account
  return page(
    view,
    { title: t('ui.nav.account') },
    html`${bouncingPart(view, bouncing, session.contact)}
${card({ body: descriptionList(recordOf(view, record)) })}
<h2>${t('dashboard.account.contacts')}</h2>
<p>${t('dashboard.account.contactsLead')}</p>
${card({
  body: descriptionList(contacts.map((contact) => contactOf(view, contact, session.contact))),
  actions: linkButton({ href: paths.accountMessages, label: t('dashboard.account.choices'), kind: 'secondary' }),
})}
${passkeys === undefined ? '' : passkeysPart(view, passkeys)}
${sessionsPart(view, session.contact, signedIn, session.sessionId)}
${devicesPart(view, known)}
${recentPart(view, recent)}
${refuseStrangersPart(view)}`,
  )
}

function recordOf(view: View, { number, name, type, address }: CustomerRecord) {
  const { t } = view
  const change = linkButton({ href: languagesHref, label: t('dashboard.account.change'), kind: 'quiet' })
  return [
    { term: t('dashboard.account.number'), value: verbatim(number) },
    { term: t('dashboard.account.name'), value: html`<bdi>${name}</bdi>` },
    { term: t('dashboard.account.type'), value: t(`customers.type.${type}`) },
    { term: t('dashboard.account.address'), value: lines(address) },
    { term: t('dashboard.account.language'), value: languageName(view.locale), action: change },
  ]
}

/** Whoever signed in with one contact of a shop need not learn the others': they may be other people's. */
function contactOf({ t }: View, { kind, address, contact, may_sign_in }: ContactRecord, own: string) {
  const isOwn = contact === own
  const shown = verbatim(isOwn ? address : maskContact(contact))
  const remark = isOwn
    ? tag('info', t('dashboard.account.own'))
    : may_sign_in === 1
      ? ''
      : tag('neutral', t('dashboard.account.messagesOnly'))
  return { term: t(`dashboard.account.${kind}`), value: html`${shown} ${remark}` }
}
