import type { Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import { icon } from '../../icons.ts'
import type { View } from '../../view.ts'

/** Copies a value; appears only where a script can do it. `what` names the value for screen readers: "bill number". */
export function copyButton(view: View, { value, what }: { readonly value: string; readonly what: string }): Html {
  const attrs = { type: 'button', class: 'button button-quiet', hidden: true, 'data-copy': value }
  return html`<button${attributes({ ...attrs, 'data-copied': view.t('ui.copy.done') })}>${icon('copy')}<span data-copy-label>${view.t('ui.copy.action')}</span> <span class="visually-hidden">${what}</span></button>`
}
