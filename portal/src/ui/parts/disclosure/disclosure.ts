import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'

export type Disclosure = {
  readonly summary: Content
  readonly body: Content
  readonly open?: boolean | undefined
  readonly id?: string | undefined
}

/** Something that few need, folded away behind a line that says what it is. */
export function disclosure({ summary, body, ...attrs }: Disclosure): Html {
  return html`<details${attributes({ class: 'disclosure', ...attrs })}><summary class="disclosure-summary">${summary}</summary>
<div class="disclosure-body">${body}</div></details>`
}

export type LateDisclosure = Omit<Disclosure, 'open'> & {
  /** The instant from which on it stands open, epoch milliseconds. */
  readonly opensAt: number
  /** What a screen reader says when it opens while the page is there. */
  readonly said: Content
}

/**
 * Something that is needed by whoever is still here after a while. It opens by itself, once, and without a script it is
 * open in any case. It belongs to the end of a page, where its opening moves nothing.
 */
export function lateDisclosure(view: View, { opensAt, said, ...rest }: LateDisclosure): Html {
  const waitMs = opensAt - view.now
  if (waitMs <= 0) return disclosure({ ...rest, open: true })
  return html`<div${attributes({ class: 'late-disclosure', 'data-unfold-in': waitMs })}>${disclosure(rest)}
<p hidden data-unfold-words>${said}</p>
<p class="visually-hidden" role="status" data-unfold-voice></p></div>`
}
