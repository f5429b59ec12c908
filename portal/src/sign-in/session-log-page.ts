import type { TextKey } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { Column, Content, FormState, Html, View } from '../ui/index.ts'
import {
  button,
  card,
  dataTable,
  emptyState,
  filters,
  html,
  instant,
  page,
  pagination,
  postForm,
  tabs,
  tag,
  textField,
  verbatim,
} from '../ui/index.ts'
import { nameOfAgent } from './agent-name.ts'
import type { LoggedSession, SessionSide } from './session-log.ts'

export interface SessionLogPage {
  readonly side: SessionSide
  readonly filter: FormState
  /** The contact that was searched for. */
  readonly contact: string | undefined
  readonly sessions: readonly LoggedSession[]
  readonly hasMore: boolean
  /** The session of who is looking. */
  readonly own: number
  readonly canEnd: boolean
  /** What can be done about the passkeys of the contact. */
  readonly passkeys: Content
}

/** Where each side's sessions are listed and ended. */
export const sessionPaths = {
  customers: paths.admin.sessions,
  staff: paths.admin.staffSessions,
} as const satisfies Record<SessionSide, string>

const titles = {
  customers: 'sign-in.sessionLog.title',
  staff: 'sign-in.sessionLog.staffTitle',
} as const satisfies Record<SessionSide, TextKey>

/** Who is signed in on which device. */
export function sessionLogPage(view: View, data: SessionLogPage): Html {
  const { t } = view
  const { side, filter, contact, sessions } = data
  const title = t(titles[side])
  const list =
    sessions.length > 0
      ? dataTable({ caption: title, columns: columnsFor(view, data), rows: sessions })
      : emptyState({
          icon: 'device',
          title: t('sign-in.sessionLog.empty'),
          body: t(contact === undefined ? 'sign-in.sessionLog.emptyBody' : 'sign-in.sessionLog.emptySearch'),
        })
  const search = textField(view, filter, { name: 'q', label: t('sign-in.log.search'), autocomplete: 'off' })
  return page(
    view,
    { title, lead: t('sign-in.sessionLog.lead') },
    html`${sideTabs(view, side)}
${filters(view, { action: sessionPaths[side], label: title, active: contact !== undefined }, search)}
${list}
${pagination(view, { next: olderSessions(data) })}
${contact !== undefined && sessions.length > 0 && data.canEnd ? endAll(view, side, contact) : ''}
${data.passkeys}`,
  )
}

const sideTabs = ({ t }: View, current: SessionSide): Html =>
  tabs(t('sign-in.sessionLog.sides'), [
    { href: sessionPaths.customers, label: t('sign-in.sessionLog.customers'), current: current === 'customers' },
    { href: sessionPaths.staff, label: t('sign-in.sessionLog.staff'), current: current === 'staff' },
  ])

function columnsFor(view: View, { side, own, canEnd }: SessionLogPage): readonly Column<LoggedSession>[] {
  const { t } = view
  const end = {
    heading: t('sign-in.sessionLog.change'),
    cell: (session: LoggedSession) =>
      session.id === own ? tag('info', t('sign-in.sessions.this')) : endOne(view, side, session),
  }
  return [
    { heading: t('sign-in.sessionLog.contact'), kind: 'title', cell: ({ contact }) => verbatim(contact) },
    { heading: t('sign-in.sessionLog.who'), cell: (session) => whoIn(session) },
    { heading: t('sign-in.sessions.device'), cell: (session) => html`<bdi>${deviceOf(view, session)}</bdi>` },
    { heading: t('sign-in.sessions.address'), cell: ({ client_address }) => verbatim(client_address ?? '') },
    { heading: t('sign-in.sessions.since'), cell: ({ created_at }) => instant(view, created_at) },
    { heading: t('sign-in.sessions.lastSeen'), cell: ({ last_seen_at }) => instant(view, last_seen_at) },
    ...(canEnd ? [end] : []),
  ]
}

/** Whose account is open; nobody's yet while the person has to choose. */
function whoIn({ staff_name, customer_name, customer_number }: LoggedSession): Content {
  if (customer_name === null || customer_number === null) return html`<bdi>${staff_name ?? '–'}</bdi>`
  return html`<a href="${paths.admin.customer(customer_number)}"><bdi>${customer_name}</bdi></a>`
}

function deviceOf({ t }: View, { kind, user_agent }: LoggedSession): string {
  if (kind === 'api') return t('sign-in.sessions.program')
  return nameOfAgent(user_agent ?? '') ?? t('sign-in.sessions.unknownDevice')
}

/** The label names the contact for whoever hears the page instead of seeing the row. */
function endOne(view: View, side: SessionSide, { id, contact }: LoggedSession): Html {
  const label = html`${view.t('sign-in.sessions.end')}<span class="visually-hidden"> ${contact}</span>`
  const press = button({ label, kind: 'quiet', name: 'session', value: String(id) })
  return postForm(view, { action: sessionPaths[side] }, press)
}

function endAll(view: View, side: SessionSide, contact: string): Html {
  const { t } = view
  return card({
    title: t('sign-in.sessionLog.endAll'),
    body: html`<p>${view.rich('sign-in.sessionLog.endAllLead', { contact: verbatim(contact) })}</p>`,
    actions: postForm(
      view,
      { action: sessionPaths[side] },
      button({ label: t('sign-in.sessionLog.endAll'), kind: 'danger', name: 'contact', value: contact }),
    ),
  })
}

/** The address of the next page, which can be kept and sent on. */
function olderSessions({ side, filter, sessions, hasMore }: SessionLogPage): string | undefined {
  const last = sessions.at(-1)
  const q = filter.values['q']
  if (!hasMore || !last) return undefined
  return `${sessionPaths[side]}?${new URLSearchParams({ ...(q ? { q } : {}), before: String(last.id) })}`
}
