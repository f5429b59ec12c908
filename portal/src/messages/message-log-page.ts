import type { OutboxState } from '@kerbside/courier'
import { maskContact } from '@kerbside/otp'
import { isTextKey } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { Column, Content, Html, Tone, View } from '../ui/index.ts'
import { dataTable, emptyState, html, instant, page, pagination, tabs, tag, verbatim } from '../ui/index.ts'
import type { LoggedMessage, MessageGroup } from './message-log.ts'
import { messageGroups } from './message-log.ts'

export interface MessageLogPage {
  readonly group: MessageGroup | undefined
  readonly messages: readonly LoggedMessage[]
  readonly hasMore: boolean
}

/** What was to be sent, to whom, and what became of it. */
export function messageLogPage(view: View, { group, messages, hasMore }: MessageLogPage): Html {
  const { t } = view
  const list =
    messages.length > 0
      ? dataTable({ caption: t('messages.log.title'), columns: columnsFor(view), rows: messages })
      : emptyState({ icon: 'message', title: t('messages.log.empty'), body: t('messages.log.emptyBody') })
  const last = messages.at(-1)
  const next = hasMore && last ? messagesAddress(group, { before: String(last.id) }) : undefined
  return page(
    view,
    { title: t('messages.log.title'), lead: t('messages.log.lead') },
    html`${groupTabs(view, group)}
${list}
${pagination(view, { next })}`,
  )
}

function groupTabs({ t }: View, current: MessageGroup | undefined): Html {
  const tab = (group: MessageGroup | undefined) => ({
    href: messagesAddress(group),
    label: t(`messages.group.${group ?? 'all'}`),
    current: group === current,
  })
  return tabs(t('messages.log.groups'), [undefined, ...messageGroups].map(tab))
}

/** The address of a page of the list, which can be kept and sent on. */
export function messagesAddress(group: MessageGroup | undefined, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({ ...(group && { state: group }), ...more })
  return query.size > 0 ? `${paths.admin.messages}?${query}` : paths.admin.messages
}

function columnsFor(view: View): readonly Column<LoggedMessage>[] {
  const { t } = view
  return [
    { heading: t('messages.log.created'), kind: 'title', cell: ({ created_at }) => instant(view, created_at) },
    {
      heading: t('messages.log.to'),
      cell: ({ address, channel }) => twoLines(verbatim(maskContact(address)), t('messages.log.channel', { channel })),
    },
    {
      heading: t('messages.log.kind'),
      cell: ({ kind, sender }) => twoLines(kindOf(view, kind), sender ? t('messages.log.by', { sender }) : ''),
    },
    { heading: t('messages.log.state'), cell: (message) => stateOf(view, message) },
    { heading: t('messages.log.fault'), cell: (message) => faultOf(view, message) },
    { heading: t('messages.log.attempts'), kind: 'figure', cell: ({ attempts }) => view.formats.number(attempts) },
  ]
}

/** What belongs together in a cell, the lesser thing below. */
const twoLines = (first: Content, second: Content): Html =>
  html`<span>${first}${second === '' ? '' : html`<br><small>${second}</small>`}</span>`

/** The name of a kind of message; one that an older version sent is shown as the outbox has it. */
function kindOf({ t }: View, kind: string): string {
  const key = `messages.kind.${kind}`
  return isTextKey(key) ? t(key) : kind
}

function stateOf(view: View, message: LoggedMessage): Html {
  const { t } = view
  if (message.silent === 1) return tag('neutral', t('messages.log.decoy'))
  return twoLines(tag(tones[message.state], t(`messages.state.${message.state}`)), whenOf(view, message))
}

/** When the message came into its state; for one that waits, when it may go. */
function whenOf(view: View, { state, next_at, sent_at, delivered_at, ended_at }: LoggedMessage): Content {
  if (state === 'queued') return view.rich('messages.log.nextTry', { time: instant(view, next_at) })
  const at = { sending: null, sent: sent_at, delivered: delivered_at, failed: ended_at, expired: ended_at }[state]
  return at === null ? '' : instant(view, at)
}

function faultOf({ t }: View, { fault, fault_detail, receipt }: LoggedMessage): Content {
  const details = [fault_detail, receipt].filter((text) => text !== null).join(', ')
  if (fault === null && details === '') return ''
  return twoLines(fault ? t(`messages.fault.${fault}`) : '', details === '' ? '' : verbatim(details))
}

const tones: Readonly<Record<OutboxState, Tone | 'neutral'>> = {
  queued: 'info',
  sending: 'info',
  sent: 'success',
  delivered: 'success',
  failed: 'danger',
  expired: 'warning',
}
