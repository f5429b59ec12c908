import type { Store } from '@kerbside/otp'
import { firstIdAt } from '@kerbside/otp'
import { SESSION_MS } from './sessions.ts'

const DAY = 86_400_000
const ROWS_A_PIECE = 200

/**
 * What is deleted, each found by its index: one statement for both would read every session that stands, and hold the one
 * writer of SQLite meanwhile. An id holds the time of issue, and so tells that a session has run out.
 */
export const purges = {
  ranOut: 'DELETE FROM session WHERE id IN (SELECT id FROM session WHERE id < $1 ORDER BY id LIMIT $2)',
  ended: 'DELETE FROM session WHERE id IN (SELECT id FROM session WHERE ended_at <= $1 ORDER BY ended_at LIMIT $2)',
} as const

/**
 * Deletes sessions that have run out, and those that were ended a day ago, in short transactions of their own.
 * @returns how many there were
 */
export async function purgeSessions(store: Store, now: number): Promise<number> {
  const ranOut = await purge(store, purges.ranOut, firstIdAt(now - SESSION_MS))
  return ranOut + (await purge(store, purges.ended, now - DAY))
}

async function purge(store: Store, statement: string, before: number): Promise<number> {
  for (let total = 0; ; ) {
    const deleted = await store.write((trx) => trx.run(statement, [before, ROWS_A_PIECE]))
    total += deleted
    if (deleted < ROWS_A_PIECE) return total
  }
}
