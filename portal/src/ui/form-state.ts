import type { TextKey, TextValues } from '../locales/index.ts'

/** What is wrong, as the text that says so. */
export type FormError = { readonly key: TextKey; readonly values?: TextValues }

/**
 * A form as a page shows it: what was typed, and what is wrong with it. `web/` fills it from a request that was
 * refused; a form that is shown for the first time is {@link emptyForm} or {@link filledForm}.
 */
export type FormState = {
  /** What was typed, by field, exactly as it was typed. */
  readonly values: Readonly<Record<string, string>>
  /** What is wrong, by field, in the order in which the summary lists it. */
  readonly errors: Readonly<Record<string, FormError>>
  /** What is wrong with the whole, when no single field is to blame. */
  readonly refusal?: FormError | undefined
}

/** A form that nobody has touched. */
export const emptyForm: FormState = { values: {}, errors: {} }

/** A form that opens with values in it, such as the record that is to be changed. */
export function filledForm(values: Readonly<Record<string, string>>): FormState {
  return { values, errors: {} }
}

/** True for a form that comes back because something in it is wrong. */
export function isRefused(form: FormState): boolean {
  return form.refusal !== undefined || Object.keys(form.errors).length > 0
}

/** The name of the hidden field that carries the CSRF token of a form. */
export const csrfFieldName = 'csrf_token'
