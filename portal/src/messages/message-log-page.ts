import { maskContact } from '@kerbside/otp'
import { isTextKey } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { Column, Html, View } from '../ui/index.ts'
import { dataTable, emptyState, html, instant, page, pagination, tabs, verbatim } from '../ui/index.ts'
import type { LoggedMessage, MessageGroup } from './message-log.ts'
import { messageGroups } from './message-log.ts'
import { messageState, messageTrouble, twoLines } from './message-parts.ts'

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
    { heading: t('messages.log.state'), cell: (message) => messageState(view, message) },
    { heading: t('messages.log.fault'), cell: (message) => messageTrouble(view, message) },
    { heading: t('messages.log.attempts'), kind: 'figure', cell: ({ attempts }) => view.formats.number(attempts) },
  ]
}

/** The name of a kind of message; one that an older version sent is shown as the outbox has it. */
function kindOf({ t }: View, kind: string): string {
  const key = `messages.kind.${kind}`
  return isTextKey(key) ? t(key) : kind
}
