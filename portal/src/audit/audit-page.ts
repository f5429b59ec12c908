import { isTextKey } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { Column, FormState, Html, View } from '../ui/index.ts'
import {
  dataTable,
  emptyState,
  filters,
  html,
  instant,
  page,
  pagination,
  select,
  textField,
  verbatim,
} from '../ui/index.ts'
import type { LoggedEvent } from './audit-log.ts'
import { auditNames } from './event.ts'

export interface AuditPage {
  readonly events: readonly LoggedEvent[]
  readonly filter: FormState
  readonly active: boolean
  readonly next: string | undefined
}

/** Who did what to whom, from where. */
export function auditPage(view: View, { events, filter, active, next }: AuditPage): Html {
  const { t } = view
  const title = t('audit.log.title')
  const list =
    events.length > 0
      ? dataTable({ caption: title, columns: columnsFor(view), rows: events })
      : emptyState({ icon: 'search', title: t('audit.log.empty'), body: t('audit.log.emptyBody') })
  const names = auditNames.map((name) => ({ value: name, label: t(`audit.event.${name}`) }))
  const fields = html`${select(view, filter, {
    name: 'name',
    label: t('audit.log.event'),
    optional: true,
    options: [{ value: '', label: t('audit.log.any') }, ...names],
  })}
${textField(view, filter, { name: 'subject', label: t('audit.log.subject'), optional: true, autocomplete: 'off' })}`
  return page(
    view,
    { title, lead: t('audit.log.lead') },
    html`${filters(view, { action: paths.admin.audit, label: title, active }, fields)}
${list}
${pagination(view, { next })}`,
  )
}

function columnsFor(view: View): readonly Column<LoggedEvent>[] {
  const { t } = view
  return [
    { heading: t('audit.log.at'), kind: 'title', cell: ({ at }) => instant(view, at) },
    { heading: t('audit.log.event'), cell: ({ name }) => eventText(view, name) },
    { heading: t('audit.log.actor'), cell: (event) => actorText(view, event) },
    { heading: t('audit.log.subject'), cell: ({ subject }) => (subject === null ? '' : verbatim(subject)) },
    { heading: t('audit.log.client'), cell: ({ client }) => (client === null ? '' : verbatim(client)) },
  ]
}

/** An event that an older version wrote is shown by its name. */
function eventText({ t }: View, name: string): string {
  const key = `audit.event.${name}`
  return isTextKey(key) ? t(key) : name
}

function actorText({ t }: View, { actor_kind, actor, staff_name }: LoggedEvent): Html {
  const who = staff_name ?? actor
  return html`${t(`audit.actor.${actor_kind}`)}${who === null ? '' : html` <bdi>${who}</bdi>`}`
}
