import type { Content, Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'
import { button } from '../button/button.ts'

export type Delivery = {
  /** The address that tells how it goes on, by server-sent events: `state` with a state's name, and `end`. */
  readonly stream: string
  /** The stages on its way, in order. */
  readonly stages: readonly string[]
  /** The states it can be in, and the present one's name. */
  readonly states: readonly DeliveryState[]
  readonly current: string
  /** The id of a disclosure with other ways, which opens when the message is lost. */
  readonly ways: string
}

export type DeliveryState = {
  readonly name: string
  /** How many stages it has put behind itself. */
  readonly passed: number
  /** It goes no further. */
  readonly isLost?: boolean | undefined
  readonly words: Content
}

/** How far a message has come: a line of stages, and the present state in words, which a screen reader hears as they change. */
export function delivery(view: View, { stream, stages, states, current, ways }: Delivery): Html {
  const state = states.find(({ name }) => name === current)
  const passed = state?.passed ?? 0
  const told = { 'data-delivery': stream, 'data-delivery-ways': ways, 'data-delivery-lost': state?.isLost }
  return html`<div${attributes({ class: 'delivery', ...told })}>
<ol class="delivery-stages" aria-label="${view.t('ui.delivery.label')}">${stages.map((stage, index) => stageOf(stage, index < passed))}</ol>
<p class="delivery-words" role="status" data-delivery-words>${state?.words ?? ''}</p>
${states.map(inWaiting)}
</div>`
}

const stageOf = (stage: string, isPassed: boolean): Html =>
  html`<li${attributes({ class: 'delivery-stage', 'data-passed': isPassed })}>${stage}</li>`

/** What a script puts in place when the state comes. */
const inWaiting = ({ name, passed, isLost, words }: DeliveryState): Html =>
  html`<p hidden${attributes({ 'data-delivery-state': name, 'data-delivery-passed': passed, 'data-lost': isLost })}>${words}</p>`

/**
 * For whoever is told nothing, without a script or by one: a button whose answer is the same page with the present state. It
 * stands in the page's form after its first button, which the Enter key presses.
 */
export function deliveryAgain({ name, label }: { readonly name: string; readonly label: string }): Html {
  return html`<div class="delivery-again">${button({ label, kind: 'quiet', name, value: '1' })}</div>`
}
