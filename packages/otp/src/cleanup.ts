/**
 * Clean-up goes in small pieces, each a short transaction of its own, oldest rows first, so that no sign-in waits for it:
 * settle what no request has settled, delete old flows by id, forget budgets and rates that are as good as absent.
 */
import { firstIdAt } from './ids.ts'
import type { EngineParts } from './parts.ts'
import { SETTLE_MS } from './policy.ts'
import { settleContact } from './settle.ts'
import { take } from './store.ts'

export interface CleanupOptions {
  /** Milliseconds for which an ended flow is kept to be looked at; a day by default, 0 deletes all that has expired. */
  keepMs?: number
  /** Rows a piece. */
  batch?: number
}

export interface CleanupResult {
  settled: number
  deleted: number
}

const DAY_MS = 86_400_000
const BATCH = 200

const FINISHED = `SELECT contact FROM otp WHERE settled = 0 AND state <> 'held' AND contact > $1
  AND (state <> 'open' OR ends_at <= $2) ORDER BY contact LIMIT $3`
const DELETE_FLOWS = `DELETE FROM otp WHERE id IN (
  SELECT id FROM otp WHERE id < $1 AND ends_at <= $2 AND (settled = 1 OR state = 'held' OR state = 'ended') ORDER BY id LIMIT $3)`
// A budget that is full, staked by nobody, without a pass, and whose newest flow is gone, is the same as none.
const DELETE_BUDGETS = `DELETE FROM contact_budget WHERE contact IN (
  SELECT contact FROM contact_budget b WHERE lane_tat <= $1 AND s_clear <= $2 AND k_clear <= $2 AND s_staked = 0 AND k_staked = 0
    AND pass_until <= $1 AND refuse_until <= $1
    AND NOT EXISTS (SELECT 1 FROM otp WHERE otp.id = b.newest_otp) LIMIT $3)`
const DELETE_RATES = 'DELETE FROM rate_limit WHERE subject IN (SELECT subject FROM rate_limit WHERE tat <= $1 LIMIT $2)'
const DELETE_DEVICES =
  'DELETE FROM device WHERE id IN (SELECT id FROM device WHERE id < $1 AND expires_at <= $2 ORDER BY id LIMIT $3)'

/** The guide's `cleanup_expired_otps()`: deletes what has expired, and never blocks a sign-in. */
export async function cleanup(parts: EngineParts, options: CleanupOptions = {}): Promise<CleanupResult> {
  const now = parts.clock.now()
  const batch = options.batch ?? BATCH
  const settled = await settleAll(parts, now, batch)
  const before = now - (options.keepMs ?? DAY_MS)
  const deleted = await inPieces(parts, DELETE_FLOWS, [firstIdAt(before + 1), before], batch)
  await inPieces(parts, DELETE_BUDGETS, [now, now * 1000], batch)
  await inPieces(parts, DELETE_RATES, [now], batch)
  await inPieces(parts, DELETE_DEVICES, [firstIdAt(now), now], batch)
  return { settled, deleted }
}

async function settleAll(parts: EngineParts, now: number, batch: number): Promise<number> {
  let settled = 0
  let from: Uint8Array = new Uint8Array(0)
  for (;;) {
    const rows = await parts.store.all(FINISHED, [from, now - SETTLE_MS, batch])
    for (const { contact } of rows) {
      if (!(contact instanceof Uint8Array)) continue
      from = contact
      settled += await parts.store.write((trx) => take(settleContact(parts, trx, contact, now)))
    }
    if (rows.length < batch) return settled
  }
}

async function inPieces(parts: EngineParts, sql: string, values: readonly number[], batch: number): Promise<number> {
  let total = 0
  for (;;) {
    const changed = await parts.store.write((trx) => trx.run(sql, [...values, batch]))
    total += changed
    if (changed < batch) return total
  }
}
