import type { SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import { IDLE_MS } from './sessions.ts'

/** Customers (their browsers and programs) or staff: each has a list of its own. */
export type SessionSide = 'customers' | 'staff'

export interface SessionQuery {
  readonly side: SessionSide
  /** A canonical contact, whose sessions alone are wanted. */
  readonly contact?: string | undefined
  /** The id of the session before the first one on the page. */
  readonly before?: number | undefined
}

export interface LoggedSession {
  readonly id: number
  readonly kind: 'customer' | 'staff' | 'api'
  readonly contact: string
  readonly created_at: number
  readonly last_seen_at: number
  readonly user_agent: string | null
  readonly client_address: string | null
  /** Whose account is open in it; null while the person has not chosen one of several. */
  readonly customer_number: string | null
  readonly customer_name: string | null
  readonly staff_name: string | null
}

export const SESSIONS_A_PAGE = 50

/** A page of the sessions that stand, those opened last first, and whether there are older ones. */
export async function sessionLog(
  db: Db,
  query: SessionQuery,
  now: number,
): Promise<{ sessions: readonly LoggedSession[]; hasMore: boolean }> {
  const rows = await selectSessions(db, query, now).execute()
  return { sessions: rows.slice(0, SESSIONS_A_PAGE), hasMore: rows.length > SESSIONS_A_PAGE }
}

/** The query of {@link sessionLog}, which asks for one session more than a page has. */
export function selectSessions(db: Db, { side, contact, before }: SessionQuery, now: number) {
  let query = db
    .selectFrom('session')
    .leftJoin('customer', 'customer.id', 'session.customer_id')
    .leftJoin('staff', 'staff.id', 'session.staff_id')
    .select([
      'session.id',
      'session.kind',
      'session.contact',
      'session.created_at',
      'session.last_seen_at',
      'session.user_agent',
      'session.client_address',
      'customer.number as customer_number',
      'customer.name as customer_name',
      'staff.name as staff_name',
    ])
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', now)
    .where('session.last_seen_at', '>', now - IDLE_MS)
    .orderBy('session.id', 'desc')
    .limit(SESSIONS_A_PAGE + 1)
  if (side === 'staff') query = query.where(ofStaff)
  else query = query.where('session.kind', '<>', 'staff')
  if (contact !== undefined) query = query.where('session.contact', '=', contact)
  if (before !== undefined) query = query.where('session.id', '<', before)
  return query
}

/**
 * Staff are few: their sessions are found by whose they are, and not among those of all customers. PostgreSQL judges by
 * the first half how few they are, SQLite takes the index for the second.
 */
const ofStaff = sql<SqlBool>`session.staff_id IS NOT NULL AND session.staff_id IN (SELECT id FROM staff)`

/** Which sessions are to end: one, or all of a contact. */
export type EndedSessions = { readonly session: number } | { readonly contact: string }

/** Ends sessions of one side; those of the other are left alone, whatever was asked. */
export function endSessions(parts: Changing, side: SessionSide, ended: EndedSessions): Promise<void> {
  return parts.change(async (trx, commit) => {
    const standing = trx
      .updateTable('session')
      .set({ ended_at: parts.clock.now() })
      .where('ended_at', 'is', null)
      .where('kind', side === 'staff' ? '=' : '<>', 'staff')
    const chosen =
      'session' in ended ? standing.where('id', '=', ended.session) : standing.where('contact', '=', ended.contact)
    const { numUpdatedRows } = await chosen.executeTakeFirst()
    if (numUpdatedRows > 0n) await tell(commit, parts, 'session_revoked', side, { sessions: Number(numUpdatedRows) })
  })
}
