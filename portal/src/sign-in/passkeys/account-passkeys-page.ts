import { maskContact } from '@kerbside/otp'
import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import { button, card, html, linkButton, page, postForm, verbatim } from '../../ui/index.ts'
import { passkeyCards } from './passkeys-part.ts'
import type { Passkey } from './queries.ts'

export interface AccountPasskeysPage {
  readonly contact: string
  readonly passkeys: readonly Passkey[]
  /** The form that makes another one. */
  readonly add: Html
  readonly form: FormState
}

/** Where a customer adds and removes passkeys, and says whether codes are sent beside them. */
export function accountPasskeysPage(view: View, { contact, passkeys, add, form }: AccountPasskeysPage): Html {
  const { t } = view
  return page(
    view,
    { title: t('sign-in.passkey.title'), lead: t('sign-in.passkey.lead'), form },
    html`${passkeyCards(view, passkeys, paths.removePasskey)}
${add}
${passkeys.length > 0 ? codesPart(view, contact, passkeys) : ''}
${linkButton({ href: paths.account, label: t('sign-in.passkey.back'), kind: 'quiet' })}`,
  )
}

function codesPart(view: View, contact: string, passkeys: readonly Passkey[]): Html {
  const areOff = passkeys.some(({ replaces_codes }) => replaces_codes === 1)
  const key = areOff ? 'on' : 'off'
  return card({
    title: view.t(`sign-in.passkey.codes.${key}Title`),
    body: html`<p>${view.rich(`sign-in.passkey.codes.${key}Body`, { contact: verbatim(maskContact(contact)) })}</p>`,
    actions: postForm(
      view,
      { action: paths.accountCodes },
      button({ label: view.t(`sign-in.passkey.codes.${key}Submit`), kind: 'secondary', name: 'codes', value: key }),
    ),
  })
}

/** The passkeys of a contact, for `/account/`: to look at, and the way to change them. */
export function passkeysPart(view: View, passkeys: readonly Passkey[]): Html {
  const { t } = view
  const label = t(passkeys.length > 0 ? 'sign-in.passkey.change' : 'sign-in.passkey.add')
  return html`<h2>${t('sign-in.passkey.title')}</h2>
<p>${t('sign-in.passkey.lead')}</p>
${passkeyCards(view, passkeys)}
${linkButton({ href: paths.accountPasskeys, label, kind: 'secondary' })}`
}
