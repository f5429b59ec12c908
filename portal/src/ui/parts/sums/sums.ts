import type { Content, Html } from '../../html.ts'
import { html } from '../../html.ts'

export type Sum = {
  readonly label: Content
  readonly value: Content
  /** Where the figure comes from, below its label. */
  readonly detail?: Content | undefined
  /** The one that all others lead to. */
  readonly emphasis?: 'strong' | undefined
}

/** Figures that add up, one below the other, the last one set off: how a total comes about. */
export function sums(items: readonly Sum[]): Html {
  return html`<dl class="sums">${items.map(sum)}</dl>`
}

function sum({ label, value, detail, emphasis }: Sum): Html {
  return html`<div class="${emphasis === 'strong' ? 'sum sum-strong' : 'sum'}"><dt>${label}${
    detail ? html`<span class="sum-detail">${detail}</span>` : ''
  }</dt><dd>${value}</dd></div>
`
}
