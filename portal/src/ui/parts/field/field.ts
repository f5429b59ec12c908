import type { FormError, FormState } from '../../form-state.ts'
import type { Attributes, Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'

/** What every field of a form has. */
export type Field = {
  /** The name under which the form sends it, and under which {@link FormState} knows it. */
  readonly name: string
  readonly label: Content
  /** A sentence that helps to fill it in right. */
  readonly hint?: Content | undefined
  /** Says so beside the label; fields are required unless they say otherwise. */
  readonly optional?: boolean | undefined
}

/** A field's label, hint and error in the order in which a screen reader meets them, and then its control. */
export function fieldFrame(view: View, form: FormState, field: Field, control: (wiring: Attributes) => Html): Html {
  const error = form.errors[field.name]
  return html`<div class="field${error ? ' field-refused' : ''}">
<label class="field-label" for="${fieldId(field.name)}">${field.label}${optionalMark(view, field)}</label>
${fieldNotes(view, field, error)}${control(fieldWiring(field, error))}
</div>`
}

/** The same for several controls with one question: radio buttons, checkboxes. */
export function fieldGroup(view: View, form: FormState, field: Field, controls: Content): Html {
  const error = form.errors[field.name]
  const described = attributes({ 'aria-describedby': notesOf(field, error) })
  return html`<fieldset class="field${error ? ' field-refused' : ''}"${described}>
<legend class="field-label">${field.label}${optionalMark(view, field)}</legend>
${fieldNotes(view, field, error)}${controls}
</fieldset>`
}

/** The id of a field's control; the error summary links to it. */
export function fieldId(name: string): string {
  return `field-${name}`
}

/** The attributes that tie a control to its label, hint and error. */
export function fieldWiring(field: Field, error: FormError | undefined): Attributes {
  return {
    id: fieldId(field.name),
    name: field.name,
    'aria-describedby': notesOf(field, error),
    'aria-invalid': error ? 'true' : undefined,
  }
}

/** The hint and the error of a field, as paragraphs that its control refers to. */
export function fieldNotes(view: View, field: Field, error: FormError | undefined): Html {
  const hint = field.hint ? html`<p class="field-hint" id="${hintId(field)}">${field.hint}</p>` : ''
  const wrong = error
    ? html`<p class="field-error" id="${errorId(field)}"><span class="visually-hidden">${view.t('ui.field.error')}</span> ${view.t(error.key, error.values)}</p>`
    : ''
  return html`${hint}${wrong}`
}

function optionalMark(view: View, field: Field): Content {
  return field.optional ? html` <span class="field-optional">${view.t('ui.field.optional')}</span>` : ''
}

function notesOf(field: Field, error: FormError | undefined): string | undefined {
  const ids = [field.hint ? hintId(field) : '', error ? errorId(field) : ''].filter((id) => id !== '')
  return ids.length > 0 ? ids.join(' ') : undefined
}

const hintId = (field: Field) => `${fieldId(field.name)}-hint`
const errorId = (field: Field) => `${fieldId(field.name)}-error`
