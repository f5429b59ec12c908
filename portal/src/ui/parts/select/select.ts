import type { FormState } from '../../form-state.ts'
import type { Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'
import type { Field } from '../field/field.ts'
import { fieldFrame } from '../field/field.ts'

export type SelectOption = { readonly value: string; readonly label: string }

export type Select = Field & { readonly options: readonly SelectOption[] }

/** One of several by a list that unfolds; for up to five, {@link radios} ask less of the hand. */
export function select(view: View, form: FormState, field: Select): Html {
  const chosen = form.values[field.name]
  const option = ({ value, label }: SelectOption) =>
    html`<option${attributes({ value, selected: value === chosen })}>${label}</option>`
  return fieldFrame(
    view,
    form,
    field,
    (wiring) => html`<select${attributes({ ...wiring, class: 'input select' })}>${field.options.map(option)}</select>`,
  )
}
