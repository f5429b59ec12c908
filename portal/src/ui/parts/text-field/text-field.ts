import type { FormState } from '../../form-state.ts'
import type { Attributes, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'
import type { Field } from '../field/field.ts'
import { fieldFrame } from '../field/field.ts'

/** How much is usually typed: the box shows it. */
export type FieldWidth = 'short' | 'medium' | 'full'

export type TextField = Field & {
  /** What browsers may fill in by themselves: `name`, `street-address`, `off` … */
  readonly autocomplete?: string | undefined
  readonly width?: FieldWidth | undefined
  /** Takes the keyboard as the page opens: for the one form of a page that is nothing else. */
  readonly autofocus?: true | undefined
}

/** One line of text. It runs the way its content does, so a Latin name stands right on an Arabic page. */
export function textField(view: View, form: FormState, field: TextField): Html {
  return inputField(view, form, field, { type: 'text', dir: 'auto' })
}

/** An e-mail address. */
export function emailField(view: View, form: FormState, field: TextField): Html {
  const typing = { inputmode: 'email', autocapitalize: 'none', spellcheck: 'false', dir: 'ltr' }
  return inputField(view, form, { autocomplete: 'email', ...field }, { type: 'email', ...typing })
}

/** A telephone number. */
export function telField(view: View, form: FormState, field: TextField): Html {
  return inputField(view, form, { autocomplete: 'tel', ...field }, { type: 'tel', dir: 'ltr' })
}

/** A calendar day, by the browser's own picker, sent as `YYYY-MM-DD`. */
export function dateField(view: View, form: FormState, field: TextField & DaySpan): Html {
  const { min, max } = field
  return inputField(view, form, { width: 'medium', ...field }, { type: 'date', min, max })
}

/** The first and the last day that may be picked, `YYYY-MM-DD`. */
export type DaySpan = { readonly min?: string | undefined; readonly max?: string | undefined }

/** An amount of money in one currency, typed as a decimal number. */
export function moneyField(view: View, form: FormState, field: TextField & { readonly currency: string }): Html {
  const { currency, name, autofocus } = field
  const attrs = {
    type: 'text',
    inputmode: 'decimal',
    dir: 'ltr',
    class: inputClass('medium'),
    autofocus,
    value: form.values[name],
  }
  return fieldFrame(
    view,
    form,
    field,
    (wiring) => html`<div class="money" dir="ltr"><span class="money-currency">${currency}</span>
<input${attributes({ ...wiring, autocomplete: 'off', ...attrs })}></div>`,
  )
}

/** Several lines of text. */
export function textArea(view: View, form: FormState, field: TextField & { readonly rows?: number }): Html {
  const { rows = 5, autocomplete, name } = field
  return fieldFrame(
    view,
    form,
    field,
    // The line break after the tag is no part of the text (HTML §13.1.2.5), and saves a first line that is empty.
    (wiring) => html`<textarea${attributes({ ...wiring, class: 'input', dir: 'auto', rows, autocomplete })}>
${form.values[name] ?? ''}</textarea>`,
  )
}

/** An input with its label, hint and error; what was typed stands in it again. */
export function inputField(view: View, form: FormState, field: TextField, attrs: Attributes): Html {
  const { autocomplete, autofocus, name, width = 'full' } = field
  const value = form.values[name]
  return fieldFrame(
    view,
    form,
    field,
    (wiring) =>
      html`<input${attributes({ class: inputClass(width), ...wiring, autocomplete, autofocus, ...attrs, value })}>`,
  )
}

function inputClass(width: FieldWidth): string {
  return width === 'full' ? 'input' : `input input-${width}`
}
