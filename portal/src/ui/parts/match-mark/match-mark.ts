import type { Html } from '../../html.ts'
import { html } from '../../html.ts'

/** The two characters that a code's message and its page share, such as K7: by them the right message is found. */
export function matchMark(mark: string): Html {
  return html`<strong class="match-mark" dir="ltr" translate="no">${mark}</strong>`
}
