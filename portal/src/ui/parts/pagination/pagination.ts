import type { Html } from '../../html.ts'
import { html } from '../../html.ts'
import type { View } from '../../view.ts'
import { linkButton } from '../button/button.ts'

/** The neighbours of this page of a list; an end of the list has only one. */
export type Pagination = { readonly previous?: string | undefined; readonly next?: string | undefined }

/** The way through a long list, page by page. There are no numbers: lists go by key, and keys have no page count. */
export function pagination(view: View, { previous, next }: Pagination): Html {
  if (previous === undefined && next === undefined) return html``
  const link = (href: string | undefined, label: string, way: 'back' | 'next') =>
    href === undefined ? html`<span></span>` : linkButton({ href, label, kind: 'secondary', icon: way })
  return html`<nav class="pagination" aria-label="${view.t('ui.pagination.label')}">
${link(previous, view.t('ui.pagination.previous'), 'back')}${link(next, view.t('ui.pagination.next'), 'next')}
</nav>`
}
