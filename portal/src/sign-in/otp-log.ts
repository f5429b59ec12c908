import type { OtpRow } from '@kerbside/otp'
import { firstIdAt } from '@kerbside/otp'
import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { chainOf } from './chain-of.ts'

/** What staff narrow the log by; each is optional. Instants are epoch milliseconds, half-open. */
export interface LogFilter {
  readonly type?: 'email' | 'phone' | undefined
  readonly verified?: boolean | undefined
  readonly from?: number | undefined
  readonly until?: number | undefined
  /** A part of an address or number. */
  readonly search?: string | undefined
  /** The key of the whole contact, when the search is one: its requests are found however old they are. */
  readonly contact?: Uint8Array | undefined
  /** Rows older than this one: the next page. */
  readonly before?: number | undefined
}

/** One request of the log: never a code, nor what one could be made of. */
export interface LogEntry {
  readonly id: number
  readonly email: string | null
  readonly phone: string | null
  readonly otpType: 'email' | 'phone'
  readonly isVerified: boolean
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly attempts: number
  readonly maxAttempts: number
  readonly state: 'open' | 'held' | 'used' | 'ended' | 'expired'
}

const LOG_PAGE = 50
/** A part of an address is looked for among the newest rows only: there is no index on parts, nor need there be. */
const SEARCHED = 10_000

const columns = [
  'id',
  'email',
  'phone',
  'otp_type',
  'is_verified',
  'created_at',
  'expires_at',
  'attempts',
  'max_attempts',
  'state',
] as const

/** A page of the log, newest first, and whether there are older rows. */
export async function otpLog(
  db: Db,
  filter: LogFilter,
  now: number,
): Promise<{ entries: readonly LogEntry[]; hasMore: boolean }> {
  const { type, verified, from, until, before } = filter
  let query = db
    .selectFrom('otp')
    .select(columns)
    .orderBy('id', 'desc')
    .limit(LOG_PAGE + 1)
  if (type) query = query.where('otp_type', '=', type)
  if (verified !== undefined) query = query.where('is_verified', '=', verified ? 1 : 0)
  if (from !== undefined) query = query.where('id', '>=', firstIdAt(from))
  if (until !== undefined) query = query.where('id', '<', firstIdAt(until))
  if (before !== undefined) query = query.where('id', '<', before)
  if (filter.search) query = query.where((eb) => matches(eb, filter))
  const rows = await query.execute()
  return { hasMore: rows.length > LOG_PAGE, entries: rows.slice(0, LOG_PAGE).map((row) => entryOf(row, now)) }
}

type Eb = ExpressionBuilder<Tables, 'otp'>

function matches(eb: Eb, { search = '', contact }: LogFilter): ExpressionWrapper<Tables, 'otp', SqlBool> {
  const pattern = `%${search.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const among = sql<SqlBool>`otp.id IN (
    SELECT id FROM (SELECT id, email, phone FROM otp ORDER BY id DESC LIMIT ${sql.lit(SEARCHED)}) newest
    WHERE lower(email) LIKE ${pattern} ESCAPE '\\' OR phone LIKE ${pattern} ESCAPE '\\')`
  if (!contact) return eb.or([among])
  return eb.or([among, sql<SqlBool>`otp.id IN ${chainOf(contact)}`])
}

const entryOf = (row: Pick<OtpRow, (typeof columns)[number]>, now: number): LogEntry => ({
  id: row.id,
  email: row.email,
  phone: row.phone,
  otpType: row.otp_type,
  isVerified: row.is_verified === 1,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  attempts: row.attempts,
  maxAttempts: row.max_attempts,
  state: row.state === 'open' && (row.expires_at ?? 0) <= now ? 'expired' : row.state,
})
