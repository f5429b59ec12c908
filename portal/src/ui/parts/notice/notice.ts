import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'
import type { IconName } from '../../icons.ts'
import { icon } from '../../icons.ts'
import type { Tone, View } from '../../view.ts'

export type NoticePart = { readonly tone: Tone; readonly title?: Content | undefined; readonly body: Content }

/**
 * A paragraph that stands out. Its tone is said in words too (before the text, for screen readers) and shown by an
 * icon: never by colour alone.
 */
export function notice(view: View, { tone, title, body }: NoticePart): Html {
  return html`<div class="notice notice-${tone}">${icon(icons[tone])}<div class="notice-text">
<span class="visually-hidden">${view.t(`ui.tone.${tone}`)}</span>
${title ? html`<p class="notice-title">${title}</p>` : ''}
<div>${body}</div>
</div></div>`
}

/** What just happened, announced as the page opens. */
export function flash(view: View): Html {
  if (!view.notice) return html``
  return html`<div role="status">${notice(view, { tone: view.notice.tone, body: view.notice.text })}</div>`
}

const icons: Readonly<Record<Tone, IconName>> = {
  info: 'info',
  success: 'success',
  warning: 'warning',
  danger: 'danger',
}
