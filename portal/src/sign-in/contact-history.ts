import type { OtpRow } from '@kerbside/otp'
import { firstIdAt } from '@kerbside/otp'
import type { Selectable, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { SessionRow } from '../db/tables.ts'
import { chainOf } from './chain-of.ts'

/** A page of what there is about a contact, the newest first. */
export interface HistoryPage {
  /** How far back, epoch milliseconds. */
  readonly since: number
  /** The id of the row before the first one. */
  readonly before: number | undefined
  readonly most: number
}

const requestColumns = [
  'id',
  'created_at',
  'channel',
  'purpose',
  'lane',
  'state',
  'is_verified',
  'decoy',
  'refused',
  'attempts',
  'max_attempts',
  'resends',
  'resend_at',
  'expires_at',
] as const

/** A request for a code, as staff may see it: no code, nor what one could be made of. */
export type ContactRequest = Readonly<Pick<OtpRow, (typeof requestColumns)[number]>>

/** Requests that never had a message are in no index: they are looked for among the newest of all. */
const LOOKED_AT = 10_000

/**
 * The requests of a contact that clean-up has left: those of about a day.
 * @param contact the contact's key
 */
export const selectRequests = (db: Db, contact: Uint8Array, { since, before, most }: HistoryPage) =>
  db
    .selectFrom('otp')
    .select(requestColumns)
    .where(
      sql<SqlBool>`(otp.id IN ${chainOf(contact)} OR otp.id IN (
        SELECT id FROM (SELECT id, contact, state FROM otp ORDER BY id DESC LIMIT ${sql.lit(LOOKED_AT)}) AS newest
        WHERE contact = ${contact} AND state = 'held'))`,
    )
    .where('id', '>=', firstIdAt(since))
    .where('id', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('id', 'desc')
    .limit(most)

/** What the courier calls the newest messages of a contact's requests that are kept. */
export async function referencesOf(db: Db, contact: Uint8Array): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('otp')
    .select(['id', 'mark'])
    .where(sql<SqlBool>`otp.id IN ${chainOf(contact)}`)
    .where('mark', 'is not', null)
    .execute()
  return rows.map(({ id, mark }) => `${id}.${mark}`)
}

const sessionColumns = ['id', 'kind', 'method', 'channel', 'created_at', 'ended_at', 'user_agent'] as const

/** A session that was opened with a contact. */
export type OpenedByContact = Readonly<Pick<Selectable<SessionRow>, (typeof sessionColumns)[number]>>

/** The sessions that were opened with a contact (canonical), those that were ended until a day later. */
export const selectSignIns = (db: Db, contact: string, { since, before, most }: HistoryPage) =>
  db
    .selectFrom('session')
    .select(sessionColumns)
    .where('contact', '=', contact)
    .where('id', '>=', firstIdAt(since))
    .where('id', '<', before ?? Number.MAX_SAFE_INTEGER)
    // A contact has few sessions: sorted by hand, since PostgreSQL would else read those of everybody from the newest on.
    .orderBy(sql`session.id + 0`, 'desc')
    .limit(most)
