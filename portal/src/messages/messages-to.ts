import type { CourierTables } from '@kerbside/courier'
import { firstIdAt, OTP_KIND } from '@kerbside/otp'
import type { Selectable } from 'kysely'
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
  /** What they were about, as far as it is known still. */
  readonly references: readonly string[]
  /** How far back, epoch milliseconds. */
  readonly since: number
  /** The id of the message before the first one. */
  readonly before: number | undefined
  readonly most: number
}

/** Of those that went well, no reference being left, the newest of all messages are looked through. */
const LOOKED_AT = 20_000

/**
 * The messages with codes to one contact, the newest first. An index on every address would cost each sign-in a page that is
 * written at random, so they are found in three ways: those that nobody could bring by an index that holds no others, those
 * of requests that are kept by their references, and what went well among the newest of all. An address counts in either
 * case, as whoever asks may type it. What an index holds is written out, not bound: only so do databases see that it does.
 */
export function selectCodeMessages(db: Db, { addresses, references, since, before, most }: CodeMessagesQuery) {
  const list = sql.join(columns.map((column) => sql.ref(column)))
  const isCode = sql`kind = ${sql.lit(OTP_KIND)}`
  const goesThere = sql`lower(address) IN (${sql.join(addresses.map((address) => sql`lower(${address})`))})`
  const known = references.length > 0 ? references : ['']
  const found = sql<CodeMessage>`(
    SELECT ${list} FROM (SELECT ${list}, kind, address FROM outbox ORDER BY id DESC LIMIT ${sql.lit(LOOKED_AT)}) AS newest
      WHERE ${isCode} AND ${goesThere}
    UNION SELECT ${list} FROM outbox WHERE ${isCode} AND state IN ('failed', 'expired') AND ${goesThere}
    UNION SELECT ${list} FROM outbox WHERE reference IN (${sql.join(known)}) AND ${isCode})`
  return db
    .selectFrom(found.as('found'))
    .selectAll()
    .where('id', '>=', firstIdAt(since))
    .where('id', '<', before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('id', 'desc')
    .limit(most)
}
