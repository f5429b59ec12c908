import type { CourierTables } from '@kerbside/courier'
import type { RawBuilder, Selectable, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** What staff narrow the list of messages to: states that mean the same to them. */
export const messageGroups = ['waiting', 'sent', 'failed', 'expired'] as const
export type MessageGroup = (typeof messageGroups)[number]

export interface MessageQuery {
  readonly group?: MessageGroup | undefined
  /** The id of the message before the first one on the page. */
  readonly before?: number | undefined
}

const columns = [
  'id',
  'kind',
  'channel',
  'address',
  'silent',
  'state',
  'attempts',
  'next_at',
  'sender',
  'fault',
  'fault_detail',
  'receipt',
  'created_at',
  'sent_at',
  'delivered_at',
  'ended_at',
] as const

/** What staff may know of a message: never its reference, nor what it said, which is kept nowhere. */
export type LoggedMessage = Readonly<Pick<Selectable<CourierTables['outbox']>, (typeof columns)[number]>>

export const MESSAGES_A_PAGE = 50
/** Of many that wait, those that go next: a hundred thousand bills on their way must not slow the page. */
const WAITING = 10_000

// States are written out, not bound: only so do databases see that an index holds just these rows.
const groups: Record<MessageGroup, RawBuilder<SqlBool>> = {
  waiting: sql`outbox.id IN (
    SELECT id FROM (SELECT id FROM outbox WHERE state = 'queued'
      ORDER BY channel, priority, next_at LIMIT ${sql.lit(WAITING)}) AS queued
    UNION ALL SELECT id FROM outbox WHERE state = 'sending')`,
  sent: sql`outbox.state IN ('sent', 'delivered')`,
  failed: sql`outbox.state = 'failed'`,
  expired: sql`outbox.state = 'expired'`,
}

/** A page of the messages, the newest first, and whether there are older ones. */
export async function messageLog(
  db: Db,
  query: MessageQuery,
): Promise<{ messages: readonly LoggedMessage[]; hasMore: boolean }> {
  const rows = await selectMessages(db, query).execute()
  return { messages: rows.slice(0, MESSAGES_A_PAGE), hasMore: rows.length > MESSAGES_A_PAGE }
}

/** The query of {@link messageLog}, which asks for one message more than a page has. */
export function selectMessages(db: Db, { group, before }: MessageQuery) {
  let query = db
    .selectFrom('outbox')
    .select(columns)
    .orderBy('id', 'desc')
    .limit(MESSAGES_A_PAGE + 1)
  if (group) query = query.where(groups[group])
  if (before !== undefined) query = query.where('id', '<', before)
  return query
}
