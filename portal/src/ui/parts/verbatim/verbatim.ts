import type { Html } from '../../html.ts'
import { html } from '../../html.ts'

/**
 * What is no language and must be read sign by sign: a bill number, an e-mail address, a telephone number. It runs from
 * left to right on every page, tears no sentence apart, and no translation touches it.
 */
export function verbatim(text: string): Html {
  return html`<bdi dir="ltr" translate="no">${text}</bdi>`
}
