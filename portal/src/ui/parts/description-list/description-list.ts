import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'

export type Description = {
  readonly term: Content
  readonly value: Content
  /** A link or button that changes the value. */
  readonly action?: Content | undefined
}

/** Terms and what they are, one to a line: a customer's address, a bill's days. */
export function descriptionList(items: readonly Description[]): Html {
  return html`<dl class="description-list">${items.map(description)}</dl>`
}

function description({ term, value, action }: Description): Html {
  return html`<div class="description"><dt>${term}</dt><dd class="description-value">${value}</dd>
${action ? html`<dd class="description-action">${action}</dd>` : ''}</div>`
}
