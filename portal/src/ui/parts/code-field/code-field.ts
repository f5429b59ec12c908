import type { FormState } from '../../form-state.ts'
import { isRefused } from '../../form-state.ts'
import type { Html } from '../../html.ts'
import type { View } from '../../view.ts'
import type { Field } from '../field/field.ts'
import { inputField } from '../text-field/text-field.ts'

export type CodeField = Field & {
  /** How many digits the code has. The script submits the form with the last one; longer input is never cut off. */
  readonly length: number
  /** How the code travels. From an SMS the browser may offer to read it (WebOTP). */
  readonly channel: 'email' | 'sms' | 'whatsapp'
}

/**
 * The field for a one-time code: one input, so that pasting, correcting and screen readers work as everywhere else.
 * It is no `type=number` (a code is no quantity) and has no `maxlength` (a pasted "123 456" must fit).
 */
export function codeField(view: View, form: FormState, field: CodeField): Html {
  return inputField(view, form, field, {
    ...digits,
    autocomplete: 'one-time-code',
    autofocus: !isRefused(form),
    'data-code-length': field.length,
    'data-code-by-sms': field.channel === 'sms',
  })
}

/** The field for other long digits that are typed from a message, such as a pass: the same look, but smaller, nothing automatic. */
export function digitsField(view: View, form: FormState, field: Field): Html {
  return inputField(view, form, field, { ...digits, class: 'input input-code input-pass', autocomplete: 'off' })
}

const digits = {
  type: 'text',
  class: 'input input-code',
  inputmode: 'numeric',
  dir: 'ltr',
  spellcheck: 'false',
  autocapitalize: 'none',
} as const
