import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'

export type Tab = {
  readonly href: string
  readonly label: Content
  readonly current: boolean
  readonly count?: string | undefined
}

/** Views of one list, each with an address of its own: open, paid, all. `label` says what they divide. */
export function tabs(label: string, items: readonly Tab[]): Html {
  return html`<nav class="tabs" aria-label="${label}"><ul class="tabs-list">${items.map(tab)}</ul></nav>`
}

function tab({ href, label, current, count }: Tab): Html {
  const attrs = { class: 'tabs-link', href, 'aria-current': current ? 'page' : undefined }
  return html`<li><a${attributes(attrs)}>${label}${count ? html` <span class="tabs-count">${count}</span>` : ''}</a></li>`
}
