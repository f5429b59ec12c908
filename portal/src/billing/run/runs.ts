/**
 * A billing run and its moves:
 *
 *     planned → issuing → done
 *        └────→ dropped
 *
 * A plan is a preview that somebody asked for; approving it lets it issue, whoever then carries it out. `issuing` takes up
 * where it was interrupted. A plan whose total leaves the band of its group is approved by name only, as a release.
 */
import type { Selectable } from 'kysely'
import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { BillingRunRow } from '../../db/ledger-tables.ts'
import type { CustomerGroup } from '../../db/service-tables.ts'
import type { Refused } from '../../values/refused.ts'
import type { Parts } from '../../web/parts.ts'
import { hasBegun } from '../books.ts'
import type { RunScope } from './bill-batch.ts'
import type { Preview } from './preview.ts'
import { previewRun } from './preview.ts'

export type BillingRun = Readonly<Selectable<BillingRunRow>>

/** A run by its id. */
export const runById = (db: Db, id: number): Promise<BillingRun | undefined> =>
  db.selectFrom('billing_run').selectAll().where('id', '=', id).executeTakeFirst()

const RUNS_A_PAGE = 50

/** Runs, the newest first; `before` is the id of the last one of the page before. */
export const runsOf = (db: Db, before = Number.MAX_SAFE_INTEGER): Promise<BillingRun[]> =>
  db.selectFrom('billing_run').selectAll().where('id', '<', before).orderBy('id', 'desc').limit(RUNS_A_PAGE).execute()

export type RunPlanned =
  | { readonly success: true; readonly runId: number; readonly preview: Preview }
  | Refused<'not_begun'>

/** Composes all bills of a run and keeps what they come to, for somebody to approve. */
export async function planRun(
  parts: Changing & Pick<Parts, 'db' | 'database' | 'config'>,
  scope: RunScope,
): Promise<RunPlanned> {
  if (!hasBegun(parts, scope.period)) return { success: false, reason: 'not_begun' }
  const preview = await previewRun(parts, scope)
  const runId = await parts.change(async (trx, commit) => {
    const id = await insertRun(trx, scope, {
      state: 'planned',
      planned_bills: preview.bills,
      planned_minor: preview.totalMinor,
      out_of_band: preview.isOutOfBand ? 1 : 0,
      planned_by: staffIdOf(parts),
      planned_at: parts.clock.now(),
    })
    const details = { period: scope.period.name, group: scope.group, bills: preview.bills, total: preview.totalMinor }
    await tell(commit, parts, 'run_planned', `billing run ${id}`, details)
    return id
  })
  return { success: true, runId, preview }
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

export type RunApproved = { readonly success: true } | Refused<'unknown_run' | 'not_planned' | 'out_of_band'>

/**
 * Lets a planned run issue its bills.
 * @param beyondBand `release` lets a run issue whose total leaves the band; the audit log then names who did it
 */
export function approveRun(
  parts: Changing,
  { runId, beyondBand }: { readonly runId: number; readonly beyondBand: 'refuse' | 'release' },
): Promise<RunApproved> {
  return parts.change(async (trx, commit): Promise<RunApproved> => {
    const run = await holdRun(trx, runId)
    if (!run) return { success: false, reason: 'unknown_run' }
    if (run.state !== 'planned') return { success: false, reason: 'not_planned' }
    if (run.out_of_band === 1 && beyondBand === 'refuse') return { success: false, reason: 'out_of_band' }
    const staffId = staffIdOf(parts)
    await trx
      .updateTable('billing_run')
      .set({ state: 'issuing', approved_by: staffId, approved_at: parts.clock.now() })
      .set(run.out_of_band === 1 ? { released_by: staffId } : {})
      .where('id', '=', runId)
      .execute()
    await tell(commit, parts, run.out_of_band === 1 ? 'run_released' : 'run_approved', `billing run ${runId}`)
    return { success: true }
  })
}

/** Drops a plan that nobody will approve. */
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

/** Sets the band within which a group's runs may go without a release; `undefined` takes the brake away. */
export function setBand(
  parts: Changing,
  group: CustomerGroup,
  band: { readonly lowMinor: number; readonly highMinor: number } | undefined,
): Promise<void> {
  return parts.change(async (trx, commit) => {
    await trx.deleteFrom('billing_band').where('customer_group', '=', group).execute()
    if (band) {
      const row = { customer_group: group, low_minor: band.lowMinor, high_minor: band.highMinor }
      await trx.insertInto('billing_band').values(row).execute()
    }
    await tell(commit, parts, 'band_set', `billing band ${group}`, { ...band })
  })
}
