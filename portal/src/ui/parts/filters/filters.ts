import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'
import { button, linkButton } from '../button/button.ts'

export type Filters = {
  readonly action: string
  /** What is searched, for screen readers: "Find codes". */
  readonly label: string
  /** Offers the way back to the whole list. */
  readonly active: boolean
}

/** Fields that narrow a list, sent by GET: the address can be kept and sent on. */
export function filters(view: View, { action, label, active }: Filters, fields: Content): Html {
  return html`<form${attributes({ class: 'filters', role: 'search', 'aria-label': label, action, method: 'get' })}>
${fields}
<div class="filters-actions">${button({ label: view.t('ui.filters.apply'), kind: 'secondary', icon: 'search' })}
${active ? linkButton({ href: action, label: view.t('ui.filters.clear'), kind: 'quiet' }) : ''}</div>
</form>`
}
