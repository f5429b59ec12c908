import type { FormState } from '../../form-state.ts'
import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'
import type { Field } from '../field/field.ts'
import { fieldGroup, fieldId, fieldNotes, fieldWiring } from '../field/field.ts'

export type RadioOption = {
  readonly value: string
  readonly label: Content
  readonly hint?: Content | undefined
  /** Fields that belong to this choice: seen while it is taken, and always where the browser cannot tell. */
  readonly reveals?: Content | undefined
}

export type Radios = Field & { readonly options: readonly RadioOption[] }

/** One of a few, all of them in sight. `label` is the question. */
export function radios(view: View, form: FormState, field: Radios): Html {
  const options = field.options.map((option, index) => radio(form, field, option, index))
  return fieldGroup(view, form, field, html`<div class="choices">${options}</div>`)
}

function radio(form: FormState, field: Radios, option: RadioOption, index: number): Html {
  // The first has the field's own id, so that the error summary leads to it.
  const id = index === 0 ? fieldId(field.name) : `${fieldId(field.name)}-${index + 1}`
  const hintId = option.hint ? `${id}-note` : undefined
  const checked = form.values[field.name] === option.value
  const input = { type: 'radio', class: 'choice-input', id, name: field.name, value: option.value, checked }
  return html`<div class="choice">
<input${attributes({ ...input, 'aria-describedby': hintId })}>
<label class="choice-label" for="${id}">${option.label}</label>
${hintId ? html`<p class="choice-hint" id="${hintId}">${option.hint}</p>` : ''}
${option.reveals ? html`<div class="choice-reveals">${option.reveals}</div>` : ''}
</div>`
}

/** The value that a ticked {@link checkbox} sends; unticked it sends nothing. */
export const ticked = 'yes'

/** Yes or no. `label` says what a tick means. */
export function checkbox(view: View, form: FormState, field: Field): Html {
  const error = form.errors[field.name]
  const checked = form.values[field.name] === ticked
  const input = { ...fieldWiring(field, error), type: 'checkbox', class: 'choice-input', value: ticked, checked }
  return html`<div class="field${error ? ' field-refused' : ''}"><div class="choice">
<input${attributes(input)}>
<label class="choice-label" for="${fieldId(field.name)}">${field.label}</label>
</div>${fieldNotes(view, field, error)}</div>`
}
