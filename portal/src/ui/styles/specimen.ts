import type { Content, Html } from '../html.ts'
import { html } from '../html.ts'

/** A part under the name that it has in code, so that whoever likes what they see knows what to call. */
export function specimen(name: string, body: Content): Html {
  return html`<section class="specimen" id="${name}"><h2 class="specimen-name"><code>${name}</code></h2>
${body}
</section>`
}
