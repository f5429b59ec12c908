import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'
import type { View } from '../../view.ts'
import { button, buttonRow, linkButton } from '../button/button.ts'
import { postForm } from '../form/form.ts'

export type Confirmation = {
  /** What will happen, and whether it can be undone. */
  readonly body: Content
  /** Where the POST goes that does it. */
  readonly action: string
  /** Says what is done, not "OK": "End all sessions". */
  readonly confirm: Content
  /** Where the way out leads. */
  readonly cancel: string
  readonly kind?: 'primary' | 'danger' | undefined
  /** Hidden values that go along. */
  readonly fields?: Content | undefined
}

/** The body of a page that asks before something is done. A page, not a dialog: it works anywhere, and can be left by "back". */
export function confirmation(
  view: View,
  { body, action, confirm, cancel, kind = 'primary', fields = '' }: Confirmation,
): Html {
  const buttons = buttonRow(
    button({ label: confirm, kind }),
    linkButton({ href: cancel, label: view.t('ui.confirm.cancel'), kind: 'secondary' }),
  )
  return postForm(view, { action }, html`<p>${body}</p>${fields}${buttons}`)
}
