import { csrfFieldName } from '../../form-state.ts'
import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'

export type PostForm = {
  readonly action: string
  /** `multipart/form-data` for a form that sends files. */
  readonly enctype?: string | undefined
  readonly id?: string | undefined
  readonly class?: string | undefined
  /** For a form whose only button stands elsewhere and names it. */
  readonly hidden?: boolean | undefined
}

/**
 * A form that changes something. It carries the CSRF token, and leaves checking to the server (`novalidate`), whose
 * sentences are in the reader's language and stay on the page.
 */
export function postForm(view: View, form: PostForm, body: Content): Html {
  const attrs = { class: 'form', ...form, method: 'post', novalidate: true }
  return html`<form${attributes(attrs)}>
${csrfField(view)}
${body}
</form>`
}

/** The hidden field with the CSRF token. {@link postForm} has it already. */
export function csrfField(view: View): Html {
  return html`<input${attributes({ type: 'hidden', name: csrfFieldName, value: view.csrf })}>`
}

/** A value that goes along unseen. */
export function hiddenField(name: string, value: string): Html {
  return html`<input${attributes({ type: 'hidden', name, value })}>`
}
