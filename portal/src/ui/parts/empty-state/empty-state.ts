import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'
import type { IconName } from '../../icons.ts'
import { icon } from '../../icons.ts'

export type EmptyState = {
  readonly icon: IconName
  readonly title: Content
  /** What will appear here, and what to do until then. */
  readonly body: Content
  readonly action?: Content | undefined
}

/** A list that has nothing in it yet. */
export function emptyState({ icon: name, title, body, action }: EmptyState): Html {
  return html`<div class="empty-state">${icon(name)}<p class="empty-state-title">${title}</p><p>${body}</p>
${action ?? ''}</div>`
}
