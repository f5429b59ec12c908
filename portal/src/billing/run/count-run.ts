import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Change, Db } from '../../db/database.ts'
import type { Parts } from '../../web/parts.ts'
import { insertRows } from '../documents.ts'
import { bandOf, leavesBand } from './band.ts'
import type { Looking, PreviewRow } from './preview.ts'
import { changeOf, isOutlier, previewPage, sumOf } from './preview.ts'
import type { BillingRun } from './runs.ts'
import { runById, scopeOf } from './runs.ts'

/** What counting a plan takes. */
export type Counting = Looking & Pick<Parts, 'clock' | 'change'>

/**
 * Finds out what a planned run would issue, and keeps it for whoever is to approve it: a row for each customer, and what they come
 * to. It goes page by page, each in one commit with the place that it has come to, so it may be interrupted and called again.
 * @param stopping leaves the rest to the next call
 */
export async function countRun(parts: Counting, runId: number, stopping?: AbortSignal): Promise<void> {
  while (!stopping?.aborted && (await countPage(parts, runId)) === 'more') await nextTurn()
}

async function countPage(parts: Counting, runId: number): Promise<'more' | 'done'> {
  const run = await runById(parts.db, runId)
  if (run?.state !== 'planned' || run.counted_at !== null) return 'done'
  const { rows, past } = await previewPage(parts, scopeOf(run), run.counted_customer_id)
  return parts.change(async (trx, commit) => {
    // Another process may have counted this page meanwhile, or somebody has dropped the plan.
    if (!(await moveOn(trx, run, past, parts.clock.now()))) return 'more'
    await insertRows(commit, { table: 'billing_preview', columns }, rows.map(rowOf(runId)))
    const sum = sumOf(rows)
    const total = run.planned_minor + sum.totalMinor
    const isOut = past === undefined && leavesBand(await bandOf(trx, run.customer_group), total)
    await trx
      .updateTable('billing_run')
      .set({
        ...{ planned_bills: run.planned_bills + sum.bills, planned_minor: total, out_of_band: isOut ? 1 : 0 },
        ...{ bills_before: run.bills_before + sum.billsBefore, before_minor: run.before_minor + sum.beforeMinor },
        ...{ zero_bills: run.zero_bills + sum.zeroBills, unreachable: run.unreachable + sum.unreachable },
      })
      .where('id', '=', runId)
      .execute()
    return past === undefined ? 'done' : 'more'
  })
}

/** Takes the place of the next page, once. @returns false when it is taken */
async function moveOn(trx: Db, run: BillingRun, past: number | undefined, now: number): Promise<boolean> {
  const moved = await trx
    .updateTable('billing_run')
    .set({ worked_at: now })
    .set(past === undefined ? { counted_at: now } : { counted_customer_id: past })
    .where('id', '=', run.id)
    .where('state', '=', 'planned')
    .where('counted_at', 'is', null)
    .where('counted_customer_id', '=', run.counted_customer_id)
    .returning('id')
    .executeTakeFirst()
  return moved !== undefined
}

const columns = [
  ...['billing_run_id', 'customer_id', 'total_minor', 'before_minor', 'change_minor', 'is_outlier', 'is_reachable'],
]

const rowOf = (runId: number) => (row: PreviewRow) => [
  ...[runId, row.customerId, row.totalMinor, row.beforeMinor, changeOf(row)],
  ...[isOutlier(row) ? 1 : 0, row.isReachable || row.totalMinor === null ? 1 : 0],
]

const ROWS_AT_ONCE = 2_000

/** Forgets some of what a run would have issued, once it has, or was dropped. @returns whether there may be more of it */
export async function forgetPreview({ change }: { readonly change: Change }, runId: number): Promise<'more' | 'done'> {
  const forgotten = await change(async (_, commit) => commit.run(FORGET, [runId, ROWS_AT_ONCE]))
  return forgotten === ROWS_AT_ONCE ? 'more' : 'done'
}

const FORGET = `DELETE FROM billing_preview WHERE billing_run_id = $1 AND (change_minor, customer_id) IN (
  SELECT change_minor, customer_id FROM billing_preview WHERE billing_run_id = $1 LIMIT $2)`
