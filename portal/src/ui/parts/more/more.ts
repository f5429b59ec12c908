import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'

/** Below a line at the end of a page: the ways on that few need, folded parts and quiet links. */
export function more(...ways: readonly Content[]): Html {
  return html`<div class="more">${ways}</div>`
}
