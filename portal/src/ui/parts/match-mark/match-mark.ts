import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'

/** The two characters that a code's message and its page share, such as K7: by them the right message is found. */
export function matchMark(mark: string): Html {
  return html`<strong class="match-mark" dir="ltr" translate="no">${mark}</strong>`
}

/** The sentence that says what to look for, with the mark in it: the one thing on its page to be seen from afar. */
export function matchLine(sentence: Content): Html {
  return html`<p class="match-line">${sentence}</p>`
}
