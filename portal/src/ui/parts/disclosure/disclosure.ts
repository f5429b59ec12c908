import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'

export type Disclosure = { readonly summary: Content; readonly body: Content; readonly open?: boolean | undefined }

/** Something that few need, folded away behind a line that says what it is. */
export function disclosure({ summary, body, open }: Disclosure): Html {
  return html`<details${attributes({ class: 'disclosure', open })}><summary class="disclosure-summary">${summary}</summary>
<div class="disclosure-body">${body}</div></details>`
}
