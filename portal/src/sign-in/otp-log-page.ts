import type { TextKey } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { Column, Content, FormState, Html, Tone, View } from '../ui/index.ts'
import {
  attributes,
  button,
  card,
  cardGrid,
  dataTable,
  dateField,
  emptyState,
  filters,
  html,
  instant,
  page,
  pagination,
  postForm,
  select,
  tag,
  textField,
  verbatim,
} from '../ui/index.ts'
import type { LogEntry } from './otp-log.ts'

export interface LogPage {
  readonly entries: readonly LogEntry[]
  readonly filter: FormState
  /** Whether anything narrows the list. */
  readonly active: boolean
  readonly next: string | undefined
  /** The contact whose open requests may be ended here: the one that was searched for. */
  readonly contact: string | undefined
  /** Whether this member of staff may end and clean up, or only look. */
  readonly canEnd: boolean
}

/** The guide's admin of `OTP`: list, filters and search, read-only, and never a code. */
export function otpLogPage(view: View, { entries, filter, active, next, contact, canEnd }: LogPage): Html {
  const { t } = view
  const list =
    entries.length > 0
      ? dataTable({ caption: t('sign-in.log.title'), columns: columns(view), rows: entries })
      : emptyState({
          icon: 'code',
          title: t('sign-in.log.empty'),
          body: t(active ? 'sign-in.log.emptySearch' : 'sign-in.log.emptyBody'),
        })
  const body = html`${narrowing(view, filter, active)}
${list}
${pagination(view, { next })}
${canEnd ? changes(view, contact) : ''}`
  return page(view, { title: t('sign-in.log.title'), lead: t('sign-in.log.lead'), form: filter }, body)
}

function narrowing(view: View, form: FormState, active: boolean): Html {
  const { t } = view
  const any = { value: '', label: t('sign-in.log.any') }
  return filters(
    view,
    { action: paths.admin.otps, label: t('sign-in.log.title'), active },
    html`${textField(view, form, { name: 'q', label: t('sign-in.log.search'), autocomplete: 'off' })}
${select(view, form, {
  name: 'otp_type',
  label: t('sign-in.log.type'),
  options: [any, { value: 'email', label: t('sign-in.log.email') }, { value: 'phone', label: t('sign-in.log.phone') }],
})}
${select(view, form, {
  name: 'is_verified',
  label: t('sign-in.log.verified'),
  options: [any, { value: 'yes', label: t('sign-in.log.yes') }, { value: 'no', label: t('sign-in.log.no') }],
})}
${dateField(view, form, { name: 'from', label: t('sign-in.log.from') })}
${dateField(view, form, { name: 'until', label: t('sign-in.log.until') })}`,
  )
}

function columns(view: View): readonly Column<LogEntry>[] {
  const { t } = view
  const contact = (text: string | null): Content => (text === null ? '' : html`<bdi>${text}</bdi>`)
  return [
    { heading: t('sign-in.log.created'), kind: 'title', cell: ({ createdAt }) => instant(view, createdAt) },
    { heading: t('sign-in.log.email'), cell: ({ email }) => contact(email) },
    { heading: t('sign-in.log.phone'), cell: ({ phone }) => contact(phone) },
    { heading: t('sign-in.log.type'), cell: ({ otpType }) => t(`sign-in.log.${otpType}`) },
    { heading: t('sign-in.log.state'), cell: ({ state }) => tag(tones[state], t(`sign-in.log.${state}`)) },
    {
      heading: t('sign-in.log.verified'),
      cell: ({ isVerified }) => t(isVerified ? 'sign-in.log.yes' : 'sign-in.log.no'),
    },
    {
      heading: t('sign-in.log.expires'),
      cell: ({ createdAt, expiresAt }) => (expiresAt === null ? '' : expiry(view, createdAt, expiresAt)),
    },
    {
      heading: t('sign-in.log.attempts'),
      kind: 'figure',
      cell: ({ attempts, maxAttempts }) => t('sign-in.log.attemptsOf', { attempts, max: maxAttempts }),
    },
    { heading: t('sign-in.log.why'), cell: ({ email, phone }) => whyLink(view, email ?? phone ?? '') },
  ]
}

/** The way to all that happened with the contact; the label names it for whoever hears the link instead of seeing the row. */
function whyLink({ t }: View, contact: string): Html {
  const href = `${paths.admin.whyNoCode}?${new URLSearchParams({ q: contact })}`
  return html`<a${attributes({ href, 'aria-label': t('sign-in.log.whyOf', { contact }) })}>${t('sign-in.log.why')}</a>`
}

/** A code lives for minutes, so its day is said only where midnight comes between. */
function expiry(view: View, createdAt: number, expiresAt: number): Content {
  const { date, time } = view.formats
  return date(createdAt) === date(expiresAt) ? time(expiresAt) : instant(view, expiresAt)
}

const tones: Readonly<Record<LogEntry['state'], Tone | 'neutral'>> = {
  open: 'info',
  held: 'warning',
  used: 'success',
  ended: 'neutral',
  expired: 'neutral',
}

/** What support may do from here: end a contact's open requests, and clean up. */
function changes(view: View, contact: string | undefined): Html {
  const end = contact === undefined ? [] : [endCard(view, contact)]
  return cardGrid(
    ...end,
    action(
      view,
      'sign-in.log.cleanTitle',
      view.t('sign-in.log.cleanLead'),
      paths.admin.cleanUpOtps,
      'sign-in.log.cleanSubmit',
    ),
  )
}

function endCard(view: View, contact: string): Html {
  const lead = html`<p>${view.rich('sign-in.log.endLead', { contact: verbatim(contact) })}</p>`
  const field = html`<input type="hidden" name="contact" value="${contact}">`
  return action(view, 'sign-in.log.endTitle', lead, paths.admin.endFlows, 'sign-in.log.endSubmit', field)
}

function action(view: View, title: TextKey, body: Content, path: string, submit: TextKey, fields: Content = ''): Html {
  const form = postForm(view, { action: path }, html`${fields}${button({ label: view.t(submit), kind: 'secondary' })}`)
  return card({ title: view.t(title), body, actions: form })
}
