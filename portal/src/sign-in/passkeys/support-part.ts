import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { button, card, html, postForm, verbatim } from '../../ui/index.ts'
import type { Passkey } from './queries.ts'

/** The passkeys of a contact that staff have looked up, and the way back in for an owner who has lost them. */
export function supportPart(view: View, contact: string, passkeys: readonly Passkey[]): Html {
  if (passkeys.length === 0) return html``
  const { t } = view
  const opened = view.rich('sign-in.passkey.support.body', { count: passkeys.length, contact: verbatim(contact) })
  const areOff = passkeys.some(({ replaces_codes }) => replaces_codes === 1)
  return card({
    title: t('sign-in.passkey.support.title'),
    body: html`<p>${opened}${areOff ? html` ${t('sign-in.passkey.support.codesOff')}` : ''}</p>`,
    actions: postForm(
      view,
      { action: paths.admin.customerPasskeys },
      button({ label: t('sign-in.passkey.support.remove'), kind: 'danger', name: 'contact', value: contact }),
    ),
  })
}
