import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import { linkButton } from '../button/button.ts'

export type Progress = {
  /** What is under way. */
  readonly label: string
  /** How much of it is done, 0 to 100. */
  readonly percent: number
  readonly words: Content
  /** The address that tells how it goes on, by server-sent events: `progress` with `{ percent, words }` as JSON, and `end`. */
  readonly stream: string
  /** The same page once more, for whoever is told nothing. */
  readonly again: { readonly href: string; readonly label: Content }
}

/**
 * How far something has come that takes minutes. With a script the bar moves, and the page is loaded anew at the end; without one a
 * link does both. It is not announced as it moves: who listens would hear of nothing else.
 */
export function progress({ label, percent, words, stream, again }: Progress): Html {
  return html`<div${attributes({ class: 'progress', 'data-progress': stream })}>
<progress${attributes({ class: 'progress-bar', max: 100, value: percent, 'aria-label': label })}></progress>
<p class="progress-words" data-progress-words>${words}</p>
<div class="progress-again">${linkButton({ ...again, kind: 'secondary' })}</div>
</div>`
}
