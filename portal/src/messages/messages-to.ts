import type { CourierTables } from '@kerbside/courier'
import { firstIdAt, OTP_KIND } from '@kerbside/otp'
import type { Selectable, SqlBool } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

const columns = [
  'id',
  'channel',
  'silent',
  'state',
  'attempts',
  'next_at',
  'sender',
  'fault',
  'fault_detail',
  'receipt',
  'receipt_at',
  'created_at',
  'sent_at',
  'delivered_at',
  'ended_at',
] as const

/** A message with a code and what became of it; never what it said. */
export type CodeMessage = Readonly<Pick<Selectable<CourierTables['outbox']>, (typeof columns)[number]>>

export interface CodeMessagesQuery {
  /** Where they went: the contact as it was typed, and as records have it. */
  readonly addresses: readonly string[]
  /** How far back, epoch milliseconds. */
  readonly since: number
  /** The id of the message before the first one. */
  readonly before: number | undefined
  readonly most: number
}

/**
 * The messages with codes to one contact, the newest first. An address counts in either case, as whoever asks may type it. The
 * kind is written out, not bound: only so do databases see that the index holds just these rows.
 */
export const selectCodeMessages = (db: Db, { addresses, since, before, most }: CodeMessagesQuery) =>
  db
    .selectFrom('outbox')
    .select(columns)
    .where(sql<SqlBool>`outbox.kind = ${sql.lit(OTP_KIND)}`)
    .where(sql<SqlBool>`lower(outbox.address) IN (${sql.join(addresses.map((address) => sql`lower(${address})`))})`)
    .where('id', '>=', firstIdAt(since))
    .where('id', '<', before ?? Number.MAX_SAFE_INTEGER)
    // One contact has few: sorted by hand, since PostgreSQL would else read everybody's from the newest on.
    .orderBy(sql`outbox.id + 0`, 'desc')
    .limit(most)
