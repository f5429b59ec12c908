import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { IconName } from '../../icons.ts'
import { icon } from '../../icons.ts'

export type Card = {
  readonly title?: Content | undefined
  /** The one figure that the card is about, above its words. */
  readonly figure?: Content | undefined
  readonly body: Content
  /** Buttons and links at the foot. */
  readonly actions?: Content | undefined
}

/** A sheet that holds one subject: a bill, a device, a form. */
export function card({ title, figure, body, actions }: Card): Html {
  return html`<section class="card">
${title ? html`<h2 class="card-title">${title}</h2>` : ''}
${figure ? html`<p class="card-figure">${figure}</p>` : ''}
<div class="card-body">${body}</div>
${actions ? html`<div class="card-actions">${actions}</div>` : ''}
</section>`
}

export type LinkCard = {
  readonly href: string
  readonly title: Content
  readonly body?: Content | undefined
  readonly icon?: IconName | undefined
}

/** A card that is wholly a link, for the entries of a list or a dashboard. */
export function linkCard({ href, title, body, icon: name }: LinkCard): Html {
  return html`<a${attributes({ class: 'card card-link', href })}><span class="card-title">${name ? icon(name) : ''}${title}</span>${body ? html`<span class="card-body">${body}</span>` : ''}</a>`
}

export type FigureCard = { readonly href: string; readonly figure: string; readonly label: Content }

/** A number and what it counts, leading to what was counted. */
export function figureCard({ href, figure, label }: FigureCard): Html {
  return html`<a${attributes({ class: 'card card-link', href })}><span class="card-figure">${figure}</span> <span class="card-body">${label}</span></a>`
}

export type ButtonCard = Pick<LinkCard, 'title' | 'body'> & { readonly name: string; readonly value: string }

/** A card that is wholly a button of the form around it: one of several to choose from. */
export function buttonCard({ title, body, ...sent }: ButtonCard): Html {
  const attrs = { type: 'submit', class: 'card card-link card-button', ...sent }
  return html`<button${attributes(attrs)}><span class="card-title">${title}</span>${body ? html`<span class="card-body">${body}</span>` : ''}${icon('next')}</button>`
}

/** Cards in a row or two where there is room. */
export function cardGrid(...cards: readonly Html[]): Html {
  return html`<div class="card-grid">${cards}</div>`
}
