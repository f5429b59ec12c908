import type { TextKey } from '../../../locales/index.ts'
import type { Html } from '../../html.ts'
import { attributes, html } from '../../html.ts'
import type { View } from '../../view.ts'

export type Countdown = {
  /** The instant at which it is over, epoch milliseconds. */
  readonly until: number
  /** Without a script: a sentence with `{time}`, the time of day, which stays true however long the page is open. */
  readonly standing: TextKey
  /** With one: a sentence with `{clock}`, the minutes and seconds that are left. */
  readonly running: TextKey
  /** When it is over: what can be done now. */
  readonly over: TextKey
  /** The id of a button that has to wait until then. */
  readonly holds?: string | undefined
  /** How many seconds before the end a screen reader is told; the end itself is always told. */
  readonly toldAtSeconds?: readonly number[] | undefined
}

/**
 * The time that is left until something may or may no longer be done. The page says how long, not until when, so a
 * wrong clock in the browser does no harm.
 */
export function countdown(view: View, { until, standing, running, over, holds, toldAtSeconds = [] }: Countdown): Html {
  const leftMs = until - view.now
  if (leftMs <= 0) return html`<p class="countdown">${view.t(over)}</p>`
  const time = html`<time datetime="${new Date(until).toISOString()}">${view.formats.time(until)}</time>`
  const clock = html`<span class="countdown-clock" dir="ltr" data-countdown-clock>${clockText(leftMs)}</span>`
  return html`<div${attributes({ class: 'countdown', 'data-countdown': leftMs, 'data-countdown-holds': holds })}>
<p data-countdown-standing>${view.rich(standing, { time })}</p>
<p data-countdown-running hidden>${view.rich(running, { clock })}</p>
<p data-countdown-over hidden>${view.t(over)}</p>
${toldAtSeconds.map((seconds) => moment(view, seconds))}
<p class="visually-hidden" role="status" data-countdown-voice></p>
</div>`
}

function moment(view: View, seconds: number): Html {
  return html`<p hidden data-countdown-moment="${seconds}">${view.t('ui.countdown.left', { seconds })}</p>`
}

function clockText(leftMs: number): string {
  const seconds = Math.ceil(leftMs / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
