import type { FormError, FormState } from '../../form-state.ts'
import { isRefused } from '../../form-state.ts'
import type { Html } from '../../html.ts'
import { html } from '../../html.ts'
import { icon } from '../../icons.ts'
import type { View } from '../../view.ts'
import { fieldId } from '../field/field.ts'

/**
 * What is wrong with a form, at the top of the page, each line leading to its field. `autofocus` brings a reader and a
 * screen reader here without a script. Nothing for a form that is in order. `page` shows it by itself when it is given
 * the form.
 */
export function errorSummary(view: View, form: FormState): Html {
  if (!isRefused(form)) return html``
  const lines = Object.entries(form.errors).map(([name, error]) => line(view, name, error))
  return html`<section class="error-summary" aria-labelledby="error-summary-title" tabindex="-1" autofocus>
<h2 class="error-summary-title" id="error-summary-title">${icon('danger')}${view.t('ui.errors.title')}</h2>
${form.refusal ? html`<p>${view.t(form.refusal.key, form.refusal.values)}</p>` : ''}
${lines.length > 0 ? html`<ul class="error-summary-list">${lines}</ul>` : ''}
</section>`
}

function line(view: View, name: string, error: FormError): Html {
  return html`<li><a href="#${fieldId(name)}">${view.t(error.key, error.values)}</a></li>`
}
