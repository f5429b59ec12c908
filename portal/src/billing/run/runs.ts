/**
 * A billing run and its moves:
 *
 *     planned → issuing → done
 *      │  ↑         │
 *      │  └─────────┘  the brake: the total has left the band on the way
 *      └→ dropped
 *
 * A plan is a preview that somebody asked for: it is counted in the background first (`counted_at`), then approved, and issued
 * in the background, too. Whoever carries it out may die at any moment: the run is taken up where it was. A plan whose total
 * leaves the band of its group is approved by name only, as a release.
 */
import type { Selectable } from 'kysely'
import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { BillingRunRow } from '../../db/ledger-tables.ts'
import { readPeriod } from '../../values/period.ts'
import type { Refused } from '../../values/refused.ts'
import type { Parts } from '../../web/parts.ts'
import { hasBegun } from '../books.ts'
import { needsRelease } from './band.ts'
import type { RunScope } from './bill-batch.ts'

export type BillingRun = Readonly<Selectable<BillingRunRow>>

/** A run by its id. */
export const runById = (db: Db, id: number): Promise<BillingRun | undefined> =>
  db.selectFrom('billing_run').selectAll().where('id', '=', id).executeTakeFirst()

const RUNS_A_PAGE = 50

/** Runs, the newest first; `before` is the id of the last one of the page before. There is one more than a page shows. */
export async function runsOf(
  db: Db,
  before = Number.MAX_SAFE_INTEGER,
): Promise<{ readonly runs: readonly BillingRun[]; readonly next: number | undefined }> {
  const found = await db
    .selectFrom('billing_run')
    .selectAll()
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(RUNS_A_PAGE + 1)
    .execute()
  const runs = found.slice(0, RUNS_A_PAGE)
  return { runs, next: found.length > RUNS_A_PAGE ? runs.at(-1)?.id : undefined }
}

/** Which bills a run makes, as its row says. */
export function scopeOf(run: BillingRun): RunScope {
  const period = readPeriod(run.period)
  if (!period) throw new RangeError(`Billing run ${run.id} is for ${run.period}, which is no month.`)
  return { period, group: run.customer_group }
}

export type RunPlanned = { readonly success: true; readonly runId: number } | Refused<'not_begun'>

/** Plans a run. What it would issue is counted in the background: see `countRun`. */
export async function planRun(parts: Changing & Pick<Parts, 'config'>, scope: RunScope): Promise<RunPlanned> {
  if (!hasBegun(parts, scope.period)) return { success: false, reason: 'not_begun' }
  const runId = await parts.change(async (trx, commit) => {
    const id = await insertRun(trx, scope, {
      ...{ state: 'planned', planned_bills: 0, planned_minor: 0, out_of_band: 0 },
      ...{ planned_by: staffIdOf(parts), planned_at: parts.clock.now() },
    })
    await tell(commit, parts, 'run_planned', `billing run ${id}`, { period: scope.period.name, group: scope.group })
    return id
  })
  return { success: true, runId }
}

type NewRun = Omit<BillingRun, keyof RunScope | 'id' | 'customer_group' | 'past_customer_id' | 'bills' | 'total_minor'>

export async function insertRun(
  trx: Db,
  { period, group }: RunScope,
  run: Partial<NewRun> & Pick<NewRun, 'state' | 'planned_bills' | 'planned_minor' | 'out_of_band' | 'planned_at'>,
): Promise<number> {
  const { id } = await trx
    .insertInto('billing_run')
    .values({ ...run, period: period.name, customer_group: group })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The member of staff behind a change, where it is one. */
export const staffIdOf = ({ by }: Pick<Changing, 'by'>): number | null =>
  by.kind === 'staff' && by.id !== null ? Number(by.id) : null

export type RunApproved =
  | { readonly success: true }
  | Refused<'unknown_run' | 'not_planned' | 'not_counted' | 'out_of_band'>

/**
 * Lets a planned run issue its bills.
 * @param beyondBand `release` lets a run issue whose total leaves the band; run and audit log then name who did it
 */
export function approveRun(
  parts: Changing,
  { runId, beyondBand }: { readonly runId: number; readonly beyondBand: 'refuse' | 'release' },
): Promise<RunApproved> {
  return parts.change(async (trx, commit): Promise<RunApproved> => {
    const run = await holdRun(trx, runId)
    if (!run) return { success: false, reason: 'unknown_run' }
    if (run.state !== 'planned') return { success: false, reason: 'not_planned' }
    if (run.counted_at === null) return { success: false, reason: 'not_counted' }
    const isRelease = await needsRelease(trx, run)
    if (isRelease && beyondBand === 'refuse') return { success: false, reason: 'out_of_band' }
    const staffId = staffIdOf(parts)
    await trx
      .updateTable('billing_run')
      .set({ state: 'issuing', approved_by: staffId, approved_at: parts.clock.now(), worked_at: null })
      .set(isRelease ? { out_of_band: 1, released_by: staffId } : { out_of_band: 0 })
      .where('id', '=', runId)
      .execute()
    await tell(commit, parts, isRelease ? 'run_released' : 'run_approved', `billing run ${runId}`)
    return { success: true }
  })
}

/** Drops a plan that nobody will approve. What a run has issued before the brake stopped it stays issued. */
export function dropRun(parts: Changing, runId: number): Promise<{ readonly success: true } | Refused<'not_planned'>> {
  return parts.change(async (trx, commit) => {
    const dropped = await trx
      .updateTable('billing_run')
      .set({ state: 'dropped', done_at: parts.clock.now() })
      .where('id', '=', runId)
      .where('state', '=', 'planned')
      .returning('id')
      .executeTakeFirst()
    if (!dropped) return { success: false, reason: 'not_planned' } as const
    await tell(commit, parts, 'run_dropped', `billing run ${runId}`)
    return { success: true } as const
  })
}

/** Holds a run until the commit. */
export const holdRun = (trx: Db, id: number): Promise<BillingRun | undefined> =>
  trx
    .updateTable('billing_run')
    .set(({ ref }) => ({ state: ref('state') }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
