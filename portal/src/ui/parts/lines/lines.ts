import type { Html } from '../../html.ts'
import { html } from '../../html.ts'

/** A text of several lines as it was written, such as a postal address. Each line runs the way its own words do. */
export function lines(text: string): Html {
  return html`${text.split('\n').map((line, index) => html`${index > 0 ? html`<br>` : ''}<bdi>${line}</bdi>`)}`
}
