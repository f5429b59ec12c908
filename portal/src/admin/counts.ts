import { firstIdAt } from '@kerbside/otp'
import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import type { Db } from '../db/database.ts'

/** A number of rows. Counting stops at a bound, so that the page costs the same at any size. */
export interface Count {
  readonly count: number
  readonly isMore: boolean
}

/** What staff see of the state of things when they arrive. */
export interface Counts {
  readonly activeCustomers: Count
  /** Sign-ins asked for in the last hour. */
  readonly requests: Count
  /** Messages that have not gone out yet. */
  readonly waiting: Count
  /** What waits for a second person. */
  readonly approvals: Count
  /** Messages of the last day that nobody could bring. */
  readonly failed: Count
}

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
// 100 000 rows of customers are read in 10 ms, 10 000 of the others in one.
const MOST_CUSTOMERS = 100_000
const MOST = 10_000

/** Counts what the overview shows. Ids hold the time of issue, so a span of time is a range of ids. */
export async function countAll(db: Db, now: number): Promise<Counts> {
  const [activeCustomers, requests, waiting, failed, approvals] = await Promise.all([
    countUpTo(db, MOST_CUSTOMERS, sql`SELECT 1 FROM customer WHERE active = 1`),
    countUpTo(db, MOST, sql`SELECT 1 FROM otp WHERE id >= ${firstIdAt(now - HOUR)}`),
    countUpTo(
      db,
      MOST,
      sql`SELECT 1 FROM outbox WHERE state = 'queued' UNION ALL SELECT 1 FROM outbox WHERE state = 'sending'`,
    ),
    countUpTo(db, MOST, sql`SELECT 1 FROM outbox WHERE state = 'failed' AND id >= ${firstIdAt(now - DAY)}`),
    countUpTo(db, MOST, sql`SELECT 1 FROM approval WHERE state = 'asked'`),
  ])
  return { activeCustomers, requests, waiting, failed, approvals }
}

async function countUpTo(db: Db, most: number, rows: RawBuilder<unknown>): Promise<Count> {
  const counted = await sql<{ count: number }>`
    SELECT count(*) AS count FROM (${rows} LIMIT ${sql.lit(most + 1)}) AS counted`.execute(db)
  const count = counted.rows[0]?.count ?? 0
  return { count: Math.min(count, most), isMore: count > most }
}
