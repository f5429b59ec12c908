import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { IconName } from '../../icons.ts'
import { icon } from '../../icons.ts'

/**
 * How loud a button is. One `primary` a page: the thing to do next. `quiet` looks like a link and is for what few need.
 * `danger` for what cannot be undone.
 */
export type ButtonKind = 'primary' | 'secondary' | 'quiet' | 'danger'

export type Button = {
  readonly label: Content
  readonly kind?: ButtonKind | undefined
  readonly icon?: IconName | undefined
  /** Sent with the form when this button was the one pressed. */
  readonly name?: string | undefined
  readonly value?: string | undefined
  readonly id?: string | undefined
  /** Another address for the same form. */
  readonly formaction?: string | undefined
}

/** A button that submits its form. */
export function button({ label, kind = 'primary', icon: name, ...rest }: Button): Html {
  return html`<button${attributes({ type: 'submit', class: buttonClass(kind), ...rest })}>${face(label, name)}</button>`
}

export type LinkButton = Pick<Button, 'label' | 'kind' | 'icon'> & { readonly href: string }

/** A link that looks like a button: it leads to a page where something is done, and changes nothing itself. */
export function linkButton({ label, kind = 'primary', icon: name, href }: LinkButton): Html {
  return html`<a${attributes({ class: buttonClass(kind), href })}>${face(label, name)}</a>`
}

/** Buttons side by side, or below each other where there is no room. The first is the one to press. */
export function buttonRow(...buttons: readonly Html[]): Html {
  return html`<div class="button-row">${buttons}</div>`
}

function buttonClass(kind: ButtonKind): string {
  return `button button-${kind}`
}

function face(label: Content, name: IconName | undefined): Html {
  return html`${name ? icon(name) : ''}<span>${label}</span>`
}
