import type { TextKey } from '../../locales/index.ts'
import { messageState, messageTrouble, twoLines } from '../../messages/index.ts'
import type { ContactRequest, OpenedByContact } from '../../sign-in/index.ts'
import { nameOfAgent } from '../../sign-in/index.ts'
import type { Column, Content, Html, Tone, View } from '../../ui/index.ts'
import { html, instant, tag } from '../../ui/index.ts'
import type { Entry } from './timeline.ts'

/** What happened, how it ended, and what is to be known of it. */
export const entryColumns = (view: View): readonly Column<Entry>[] => [
  { heading: view.t('admin.why.at'), kind: 'title', cell: ({ created_at }) => instant(view, created_at) },
  { heading: view.t('admin.why.what'), cell: (entry) => whatOf(view, entry) },
  { heading: view.t('admin.why.state'), cell: (entry) => stateOf(view, entry) },
  { heading: view.t('admin.why.details'), cell: (entry) => detailsOf(view, entry) },
]

function whatOf({ t }: View, entry: Entry): Html {
  switch (entry.kind) {
    case 'request': {
      const { channel, lane, purpose } = entry
      const door = purpose === 'staff-sign-in' ? 'staff' : 'customer'
      return twoLines(t('admin.why.request', { channel, door }), t(`admin.why.lane.${lane}`))
    }
    case 'message':
      return twoLines(t('admin.why.message', { channel: entry.channel }), senderOf(t, entry.sender))
    case 'session':
      return twoLines(t('admin.why.session'), deviceOf(entry))
  }
}

const senderOf = (t: View['t'], sender: string | null): Content =>
  sender === null ? '' : t('messages.log.by', { sender })

const deviceOf = ({ user_agent }: Pick<OpenedByContact, 'user_agent'>): Content => {
  const name = nameOfAgent(user_agent ?? '')
  return name === undefined ? '' : html`<bdi>${name}</bdi>`
}

function stateOf(view: View, entry: Entry): Html {
  switch (entry.kind) {
    case 'request': {
      const { key, tone } = requestStates[stateOfRequest(entry, view.now)]
      return tag(tone, view.t(key))
    }
    case 'message':
      return messageState(view, entry)
    case 'session':
      return entry.ended_at === null
        ? tag('success', view.t('admin.why.open'))
        : twoLines(tag('neutral', view.t('admin.why.ended')), instant(view, entry.ended_at))
  }
}

type RequestState = 'held' | 'refused' | 'decoy' | 'used' | 'wrong' | 'ended' | 'expired' | 'waiting'

function stateOfRequest(request: ContactRequest, now: number): RequestState {
  if (request.state === 'held') return 'held'
  if (request.refused === 1) return 'refused'
  if (request.decoy === 1) return 'decoy'
  if (request.is_verified === 1) return 'used'
  if (request.attempts >= request.max_attempts) return 'wrong'
  if (request.state === 'ended') return 'ended'
  return (request.expires_at ?? 0) <= now ? 'expired' : 'waiting'
}

const requestStates: Readonly<Record<RequestState, { readonly key: TextKey; readonly tone: Tone | 'neutral' }>> = {
  held: { key: 'admin.why.request.held', tone: 'warning' },
  refused: { key: 'admin.why.request.refused', tone: 'warning' },
  decoy: { key: 'admin.why.request.decoy', tone: 'neutral' },
  used: { key: 'admin.why.request.used', tone: 'success' },
  wrong: { key: 'admin.why.request.wrong', tone: 'danger' },
  ended: { key: 'admin.why.request.ended', tone: 'neutral' },
  expired: { key: 'admin.why.request.expired', tone: 'neutral' },
  waiting: { key: 'admin.why.request.waiting', tone: 'info' },
}

function detailsOf(view: View, entry: Entry): Content {
  switch (entry.kind) {
    case 'request':
      return requestDetails(view, entry)
    case 'message':
      return messageTrouble(view, entry)
    case 'session':
      return view.t(entry.method === 'passkey' ? 'admin.why.byPasskey' : 'admin.why.byCode')
  }
}

function requestDetails(view: View, request: ContactRequest): Content {
  const { t } = view
  const wrong = request.attempts - request.is_verified
  const lines: Content[] = []
  if (request.state === 'held') {
    const at = request.resend_at
    lines.push(at === null ? t('admin.why.heldWhy') : view.rich('admin.why.heldUntil', { time: instant(view, at) }))
  } else if (request.refused === 1) lines.push(t('admin.why.refusedWhy'))
  else if (request.decoy === 1) lines.push(t('admin.why.decoyWhy'))
  if (request.resends > 0) lines.push(t('admin.why.resent', { count: request.resends }))
  if (wrong > 0) lines.push(t('admin.why.wrongGuesses', { count: wrong }))
  if (lines.length === 0) return ''
  return html`<span>${lines.map((line, index) => html`${index > 0 ? html`<br>` : ''}${line}`)}</span>`
}
