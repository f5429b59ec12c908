import type { Html } from '../../html.ts'
import { html } from '../../html.ts'
import type { View } from '../../view.ts'
import { languageChooser } from '../languages/languages.ts'

/** The foot of every page: the languages, and the one sentence that every customer should have read. */
export function footer(view: View): Html {
  return html`<footer class="footer"><div class="footer-bar">
<p>${view.t('ui.footer.safety')}</p>
${languageChooser(view)}
</div></footer>`
}
