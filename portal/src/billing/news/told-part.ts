import type { OutboxState } from '@kerbside/courier'
import { maskContact } from '@kerbside/otp'
import type { Content, Html, Tone, View } from '../../ui/index.ts'
import { dataTable, html, instant, tag, verbatim } from '../../ui/index.ts'
import type { Told } from './told.ts'

/** What became of the messages about a bill: as the outbox has it, which alone knows. */
export function toldPart(view: View, told: readonly Told[]): Html {
  const { t } = view
  const list =
    told.length === 0
      ? html`<p>${t('billing.told.none')}</p>`
      : dataTable<Told>({
          caption: t('billing.told.title'),
          rows: told,
          columns: [
            { heading: t('messages.log.to'), kind: 'title', cell: ({ address }) => verbatim(maskContact(address)) },
            { heading: t('billing.told.way'), cell: ({ channel }) => t('messages.log.channel', { channel }) },
            { heading: t('messages.log.state'), cell: (message) => toldState(view, message) },
          ],
        })
  return html`<h2>${t('billing.told.title')}</h2>
${list}`
}

/** The state of a message and since when. */
export function toldState(view: View, { state, sent_at, delivered_at, ended_at, next_at }: Told): Html {
  const since: Readonly<Record<OutboxState, Content>> = {
    queued: view.rich('messages.log.nextTry', { time: instant(view, next_at) }),
    sending: '',
    sent: instantOf(view, sent_at),
    delivered: instantOf(view, delivered_at),
    failed: instantOf(view, ended_at),
    expired: instantOf(view, ended_at),
  }
  return html`${tag(tones[state], view.t(`messages.state.${state}`))} <small>${since[state]}</small>`
}

const instantOf = (view: View, at: number | null): Content => (at === null ? '' : instant(view, at))

const tones: Readonly<Record<OutboxState, Tone | 'neutral'>> = {
  queued: 'info',
  sending: 'info',
  sent: 'success',
  delivered: 'success',
  failed: 'danger',
  expired: 'warning',
}
