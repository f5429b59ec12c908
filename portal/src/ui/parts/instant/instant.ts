import type { Html } from '../../html.ts'
import { html } from '../../html.ts'
import type { View } from '../../view.ts'

/** An instant (epoch milliseconds) as day and time in the operator's zone, and exactly for programs. */
export function instant(view: View, at: number): Html {
  return html`<time datetime="${new Date(at).toISOString()}">${view.formats.dateTime(at)}</time>`
}
