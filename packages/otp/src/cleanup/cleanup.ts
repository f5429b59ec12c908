/**
 * Clean-up goes in small pieces, each a short transaction of its own, so that no sign-in waits for it: settle what no request
 * has settled, delete old flows by id, forget what is as good as absent.
 */

import type { Beside } from '../api.ts'
import { besides } from '../beside.ts'
import { settleContact } from '../budget/ledger.ts'
import { firstIdAt } from '../codes/ids.ts'
import type { EngineParts } from '../parts.ts'
import { SETTLE_MS } from '../policy.ts'
import { SETTLED_AT_ONCE } from '../statements/finish.ts'
import type { Step, Trx } from '../store.ts'
import { answer, take } from '../store.ts'
import type { Sweep } from './sweep.ts'
import { sweep } from './sweep.ts'

/** How a clean-up goes. */
export interface CleanupOptions {
  /** Milliseconds for which an ended flow is kept to be looked at; a day by default, 0 deletes all that has expired. */
  keepMs?: number
  /** Rows a piece, 500 by default. */
  batch?: number
}

/** What a clean-up did. */
export interface CleanupResult {
  /** Flows whose stake went back to its purses. */
  settled: number
  /** Flows that were deleted. */
  deleted: number
}

const DAY_MS = 86_400_000
const BATCH = 500

/** The guide's `cleanup_expired_otps()`: deletes what has expired, and never blocks a sign-in. */
export async function cleanup(
  parts: EngineParts,
  options: CleanupOptions = {},
  beside?: Beside<number>,
): Promise<CleanupResult> {
  const now = parts.clock.now()
  const batch = options.batch ?? BATCH
  const settled = await settleAll(parts, now, batch)
  const deleted = await deleteFlows(parts, { endedBefore: now - (options.keepMs ?? DAY_MS), batch }, beside)
  for (const idle of idleRows(now)) await sweep(parts.store, idle, batch)
  return { settled, deleted }
}

const CONTACTS = `SELECT DISTINCT contact FROM otp WHERE settled = 0 AND state <> 'held' AND contact > $1
  AND (state <> 'open' OR ends_at <= $2) ORDER BY contact LIMIT $3`

async function settleAll(parts: EngineParts, now: number, batch: number): Promise<number> {
  let settled = 0
  let after: Uint8Array | undefined = new Uint8Array(0)
  while (after) {
    const rows = await parts.store.all(CONTACTS, [after, now - SETTLE_MS, batch])
    const contacts = rows.map((row) => row['contact']).filter((contact) => contact instanceof Uint8Array)
    for (const contact of contacts) settled += await settleWholly(parts, contact, now)
    after = contacts.length === batch ? contacts.at(-1) : undefined
  }
  return settled
}

async function settleWholly({ store, ...parts }: EngineParts, contact: Uint8Array, now: number): Promise<number> {
  let total = 0
  for (;;) {
    const settled = await store.write((trx) => take(settleContact({ ...parts, store, trx, now }, contact)))
    total += settled
    if (settled < SETTLED_AT_ONCE) return total
  }
}

// A stake that is not settled never goes: it would stand in its purses for ever. What somebody holds is left to the next time.
const OVER = `SELECT id FROM otp WHERE id < $1 AND ends_at <= $2 AND (settled = 1 OR state = 'held') ORDER BY id LIMIT $3`
const DELETE_FLOWS = {
  sqlite: `DELETE FROM otp WHERE id IN (${OVER})`,
  postgres: `DELETE FROM otp WHERE id = ANY (ARRAY(${OVER} FOR UPDATE SKIP LOCKED))`,
}

interface OldFlows {
  readonly endedBefore: number
  readonly batch: number
}

async function deleteFlows({ store }: EngineParts, old: OldFlows, beside: Beside<number> | undefined): Promise<number> {
  let total = 0
  for (;;) {
    const deleted = await store.write((trx) => take(deleteSome(trx, old, beside)))
    total += deleted
    if (deleted < old.batch) return total
  }
}

/** Ids bound the time of issue, so that no index on ends is needed. */
function* deleteSome(trx: Trx, { endedBefore, batch }: OldFlows, beside: Beside<number> | undefined): Step<number> {
  const deleted = yield* answer(trx.run(DELETE_FLOWS[trx.dialect], [firstIdAt(endedBefore + 1), endedBefore, batch]))
  return deleted === 0 ? 0 : yield* besides(trx, deleted, beside)
}

/** Rows that are as good as absent: full budgets whose newest flow is gone, rates at rest, devices past their end. */
const idleRows = (now: number): readonly Sweep[] => [
  {
    table: 'contact_budget',
    key: 'contact',
    from: new Uint8Array(0),
    // The second condition on the newest flow is for PostgreSQL, where a snapshot may not see the row of a flow that has just
    // begun: its id tells its time.
    isIdle: `lane_tat <= $1 AND pass_until <= $1 AND refuse_until <= $1 AND s_clear <= $2 AND k_clear <= $2
      AND s_staked = 0 AND k_staked = 0 AND (newest_otp IS NULL OR newest_otp < $3)
      AND NOT EXISTS (SELECT 1 FROM otp WHERE otp.id = contact_budget.newest_otp)`,
    values: [now, now * 1000, firstIdAt(now)],
  },
  { table: 'rate_limit', key: 'subject', from: '', isIdle: 'tat <= $1', values: [now] },
  { table: 'device', key: 'id', from: 0, isIdle: 'expires_at <= $1', values: [now] },
]
