import type { OutboxState } from '@kerbside/courier'
import type { Content, Html, Tone, View } from '../ui/index.ts'
import { html, instant, tag, verbatim } from '../ui/index.ts'
import type { Answered } from './answers.ts'
import { answerKey } from './answers.ts'
import type { CodeMessage } from './messages-to.ts'

/** What belongs together in a cell, the lesser thing below. */
export const twoLines = (first: Content, second: Content): Html =>
  html`<span>${first}${second === '' ? '' : html`<br><small>${second}</small>`}</span>`

export type ShownMessage = Omit<CodeMessage, 'receipt_at'>

/** The state that a message is in, and since when; for a decoy that it is one. */
export function messageState(view: View, message: ShownMessage): Html {
  const { t } = view
  if (message.silent === 1) return tag('neutral', t('messages.log.decoy'))
  return twoLines(tag(tones[message.state], t(`messages.state.${message.state}`)), whenOf(view, message))
}

/** When the message came into its state; for one that waits, when it may go. */
function whenOf(view: View, { state, next_at, sent_at, delivered_at, ended_at }: ShownMessage): Content {
  if (state === 'queued') return view.rich('messages.log.nextTry', { time: instant(view, next_at) })
  const at = { sending: null, sent: sent_at, delivered: delivered_at, failed: ended_at, expired: ended_at }[state]
  return at === null ? '' : instant(view, at)
}

/** What went wrong, in plain words, and the provider's own below. */
export function messageTrouble({ t }: View, message: Answered): Content {
  const details = [message.fault_detail, message.receipt].filter((text) => text !== null).join(', ')
  const key = answerKey(message)
  if (key === undefined && details === '') return ''
  return twoLines(key ? t(key) : '', details === '' ? '' : verbatim(details))
}

const tones: Readonly<Record<OutboxState, Tone | 'neutral'>> = {
  queued: 'info',
  sending: 'info',
  sent: 'success',
  delivered: 'success',
  failed: 'danger',
  expired: 'warning',
}
