import type { Selectable } from 'kysely'
import type { Db } from '../db/database.ts'
import type { AuditEventRow } from '../db/tables.ts'
import type { AuditName } from './event.ts'

export interface AuditQuery {
  readonly name?: AuditName | undefined
  /** The whole subject, such as `customer C-10042-5`. */
  readonly subject?: string | undefined
  /** The id of the event before the first one on the page. */
  readonly before?: number | undefined
}

const columns = ['id', 'at', 'name', 'actor_kind', 'actor', 'subject', 'client', 'details', 'place'] as const

export type LoggedEvent = Readonly<Pick<Selectable<AuditEventRow>, (typeof columns)[number]>> & {
  /** The name of the member of staff who did it. */
  readonly staff_name: string | null
}

const EVENTS_A_PAGE = 50

/** A page of the audit log, the newest first, and whether there are older events. */
export async function auditLog(
  db: Db,
  query: AuditQuery,
): Promise<{ events: readonly LoggedEvent[]; hasMore: boolean }> {
  const rows = await selectEvents(db, query).execute()
  const events = rows.slice(0, EVENTS_A_PAGE)
  const names = await staffNames(db, events)
  return {
    events: events.map((event) => ({ ...event, staff_name: names.get(event.actor ?? '') ?? null })),
    hasMore: rows.length > EVENTS_A_PAGE,
  }
}

/** The query of {@link auditLog}, which asks for one event more than a page has. */
export function selectEvents(db: Db, { name, subject, before }: AuditQuery) {
  let query = db
    .selectFrom('audit_event')
    .select(columns)
    .orderBy('id', 'desc')
    .limit(EVENTS_A_PAGE + 1)
  if (name) query = query.where('name', '=', name)
  if (subject) query = query.where('subject', '=', subject)
  if (before !== undefined) query = query.where('id', '<', before)
  return query
}

async function staffNames(db: Db, events: readonly Pick<LoggedEvent, 'actor' | 'actor_kind'>[]) {
  const ids = new Set(events.filter(({ actor_kind }) => actor_kind === 'staff').map(({ actor }) => Number(actor)))
  if (ids.size === 0) return new Map<string, string>()
  const rows = await db
    .selectFrom('staff')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, name }) => [String(id), name]))
}
