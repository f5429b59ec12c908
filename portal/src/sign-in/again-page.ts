import { maskContact } from '@kerbside/otp'
import type { Content, FormState, Html, View } from '../ui/index.ts'
import { button, html, page, postForm, verbatim } from '../ui/index.ts'

export interface AgainPage {
  readonly contact: string
  /** The form that shows a passkey, for who has one. */
  readonly passkey: Content
  /** Where a code is asked for; undefined where a code does not count. */
  readonly codeAction: string | undefined
  readonly form: FormState
}

/** Asks somebody who is signed in to show again who is sitting there. */
export function againPage(view: View, { contact, passkey, codeAction, form }: AgainPage): Html {
  const { t } = view
  const sent = html`<p>${view.rich('sign-in.again.code', { contact: verbatim(maskContact(contact)) })}</p>`
  const code =
    codeAction === undefined
      ? ''
      : html`${sent}${postForm(
          view,
          { action: codeAction },
          button({ label: t('sign-in.request.submit'), kind: passkey === '' ? 'primary' : 'secondary' }),
        )}`
  return page(
    view,
    { title: t('sign-in.again.title'), lead: t('sign-in.again.lead'), form, width: 'column' },
    html`${passkey}${code}`,
  )
}
