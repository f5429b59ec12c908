import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'
import type { Tone } from '../../view.ts'

/** A state in a word: paid, overdue, expired. The word carries the meaning, the colour only helps to find it. */
export function tag(tone: Tone | 'neutral', label: Content): Html {
  return html`<span class="tag tag-${tone}">${label}</span>`
}
