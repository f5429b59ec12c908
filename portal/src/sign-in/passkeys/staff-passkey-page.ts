import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import { button, html, linkButton, more, page, postForm } from '../../ui/index.ts'
import type { PasskeyState } from '../../web/identity.ts'
import { passkeyCards } from './passkeys-part.ts'
import type { Passkey } from './queries.ts'

export interface StaffPasskeyPage {
  readonly state: PasskeyState
  readonly passkeys: readonly Passkey[]
  /** The form that shows a passkey, or makes one, as the state asks for. */
  readonly ask: Html
  readonly form: FormState
}

/** The second step of signing in, and afterwards where one keeps one's own passkeys. */
export function staffPasskeyPage(view: View, { state, passkeys, ask, form }: StaffPasskeyPage): Html {
  const { t } = view
  const key = state === 'asked' || state === 'missing' ? state : 'own'
  const head = {
    title: t(`sign-in.passkey.staff.${key}Title`),
    lead: t(`sign-in.passkey.staff.${key}Lead`),
    form,
    width: 'column',
  } as const
  if (key === 'own') {
    const back = linkButton({ href: paths.admin.home, label: t('sign-in.passkey.back'), kind: 'quiet' })
    return page(view, head, html`${passkeyCards(view, passkeys, paths.staff.removePasskey)}${ask}${back}`)
  }
  const lost = state === 'asked' ? html`<p>${t('sign-in.passkey.staff.lost')}</p>` : ''
  return page(view, head, html`${ask}${lost}${more(signOut(view))}`)
}

/** The page stands without a menu, so it brings its own way out. */
const signOut = (view: View): Html =>
  postForm(view, { action: paths.staff.logout }, button({ label: view.t('sign-in.logout.submit'), kind: 'quiet' }))
