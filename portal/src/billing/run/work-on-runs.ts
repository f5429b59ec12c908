import { sql } from 'kysely'
import { systemActor } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { Parts } from '../../web/parts.ts'
import { countRun, forgetPreview } from './count-run.ts'
import { issueRun } from './issue-run.ts'
import { runMetrics } from './run-metrics.ts'

/** Nobody works on a run that has lain for so long: its process has died, and another one takes over. */
const LEFT_AFTER_MS = 10_000

/**
 * Counts the plans that somebody asked for and issues the runs that somebody approved; at the start of the portal, too, what another
 * process has left unfinished.
 */
export async function workOnRuns(parts: Parts, stopping: AbortSignal): Promise<void> {
  const { db, clock, metrics } = parts
  const { issued, batchSeconds } = runMetrics(metrics)
  for (const { id, state } of await openRunsQuery(db, clock.now() - LEFT_AFTER_MS).execute()) {
    if (state === 'planned') await countRun(parts, id, stopping)
    else {
      let [billsBefore, startedAt] = [await billsOf(db, id), performance.now()]
      await issueRun({ ...parts, by: systemActor }, id, {
        stopping,
        onProgress({ bills }) {
          issued.inc(bills - billsBefore)
          batchSeconds.observe((performance.now() - startedAt) / 1000)
          ;[billsBefore, startedAt] = [bills, performance.now()]
        },
      })
    }
  }
}

/** Runs that somebody has to go on with, the oldest first. The states are written out, so that the index of open runs is seen to fit. */
export const openRunsQuery = (db: Db, leftBefore: number) =>
  db
    .selectFrom('billing_run')
    .select(['id', 'state'])
    .where(sql<boolean>`state IN ('planned', 'issuing')`)
    .where(({ or, eb }) => or([eb('state', '=', 'issuing'), eb('counted_at', 'is', null)]))
    .where(({ or, eb }) => or([eb('worked_at', 'is', null), eb('worked_at', '<', leftBefore)]))
    .orderBy('id')

async function billsOf(db: Db, id: number): Promise<number> {
  const run = await db.selectFrom('billing_run').select('bills').where('id', '=', id).executeTakeFirst()
  return run?.bills ?? 0
}

/** Forgets the previews of runs that are over. */
export async function forgetPreviews({ db, change }: Parts, stopping: AbortSignal): Promise<void> {
  const over = await db
    .selectFrom('billing_run')
    .select('id')
    .where('state', 'in', ['done', 'dropped'])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('billing_preview')
          .select('customer_id')
          .whereRef('billing_preview.billing_run_id', '=', 'billing_run.id'),
      ),
    )
    .execute()
  for (const { id } of over) {
    while (!stopping.aborted && (await forgetPreview({ change }, id)) === 'more');
  }
}
