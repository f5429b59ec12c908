import { tell } from '../../audit/index.ts'
import { readPeriod } from '../../values/period.ts'
import type { Refused } from '../../values/refused.ts'
import type { Parts } from '../../web/parts.ts'
import { hasBegun, issueDay } from '../books.ts'
import type { Bookkeeping } from '../issue/issue-bill.ts'
import type { RunScope } from './bill-batch.ts'
import { billBatch } from './bill-batch.ts'
import { previewRun } from './preview.ts'
import type { BillingRun } from './runs.ts'
import { holdRun, insertRun } from './runs.ts'

/** How far a run has come, for a bar that shows it. */
export interface RunProgress {
  readonly bills: number
  readonly isDone: boolean
}

export type RunIssued =
  | { readonly success: true; readonly issued: number }
  | Refused<'unknown_run' | 'not_approved' | 'out_of_band' | 'not_begun'>

/**
 * Issues the bills of an approved run, batch by batch, each in one commit with the place that the run has come to. It may be
 * interrupted at any moment and called again, by several processes at once too: the run's row is held for each batch, so every
 * batch is billed once and in order.
 * @returns how many bills this call issued
 */
export async function issueRun(
  parts: Bookkeeping,
  runId: number,
  onProgress: (progress: RunProgress) => void = () => {},
): Promise<RunIssued> {
  for (let issued = 0; ; ) {
    const step = await issueBatch(parts, runId)
    if ('reason' in step) return step
    issued += step.issued
    onProgress({ bills: step.bills, isDone: step.isDone })
    if (step.isDone) return { success: true, issued }
  }
}

type BatchStep = (RunProgress & { readonly issued: number }) | Refused<'unknown_run' | 'not_approved'>

function issueBatch(parts: Bookkeeping, runId: number): Promise<BatchStep> {
  return parts.change(async (trx, commit): Promise<BatchStep> => {
    const run = await holdRun(trx, runId)
    if (!run) return { success: false, reason: 'unknown_run' }
    if (run.state === 'done') return { bills: run.bills, isDone: true, issued: 0 }
    if (run.state !== 'issuing') return { success: false, reason: 'not_approved' }
    const day = await issueDay(trx, parts)
    const { past, issued } = await billBatch(commit, scopeOf(run), { after: run.past_customer_id, runId, day })
    const bills = run.bills + issued.length
    await trx
      .updateTable('billing_run')
      .set({ bills, total_minor: run.total_minor + issued.reduce((sum, { totalMinor }) => sum + totalMinor, 0) })
      .set(past === undefined ? { state: 'done', done_at: day.now } : { past_customer_id: past })
      .where('id', '=', runId)
      .execute()
    const [first] = issued
    const last = issued.at(-1)
    if (first && last) {
      const details = { period: run.period, bills: issued.length, first: first.number, last: last.number }
      await tell(commit, parts, 'bills_issued', `billing run ${runId}`, details)
    }
    return { bills, isDone: past === undefined, issued: issued.length }
  })
}

function scopeOf(run: BillingRun): RunScope {
  const period = readPeriod(run.period)
  if (!period) throw new RangeError(`Billing run ${run.id} is for ${run.period}, which is no month.`)
  return { period, group: run.customer_group }
}

/**
 * Bills a month for a group at once, with the approval of whoever calls it: a run of the same month and group that was
 * interrupted is taken up, else a new one begins. Without a band nothing is composed beforehand. A month may be billed from its
 * first day on.
 * @param beyondBand `release` issues although the total leaves the band of the group
 */
export async function billPeriod(
  parts: Bookkeeping & Pick<Parts, 'db' | 'database'>,
  scope: RunScope,
  {
    beyondBand = 'refuse',
    onProgress,
  }: { readonly beyondBand?: 'refuse' | 'release'; readonly onProgress?: (progress: RunProgress) => void } = {},
): Promise<RunIssued> {
  if (!hasBegun(parts, scope.period)) return { success: false, reason: 'not_begun' }
  const interrupted = await interruptedRun(parts, scope)
  const runId = interrupted ?? (await beginRun(parts, scope, beyondBand))
  return runId === undefined ? { success: false, reason: 'out_of_band' } : issueRun(parts, runId, onProgress)
}

async function interruptedRun({ db }: Pick<Parts, 'db'>, { period, group }: RunScope): Promise<number | undefined> {
  const run = await db
    .selectFrom('billing_run')
    .select('id')
    .where('period', '=', period.name)
    .where('customer_group', '=', group)
    .where('state', '=', 'issuing')
    .orderBy('id')
    .executeTakeFirst()
  return run?.id
}

/** @returns undefined when the brake holds it */
async function beginRun(
  parts: Bookkeeping & Pick<Parts, 'db' | 'database'>,
  scope: RunScope,
  beyondBand: 'refuse' | 'release',
): Promise<number | undefined> {
  const { db, clock, change } = parts
  const band = await db
    .selectFrom('billing_band')
    .select('customer_group')
    .where('customer_group', '=', scope.group)
    .executeTakeFirst()
  const preview = band && (await previewRun(parts, scope))
  if (preview?.isOutOfBand && beyondBand === 'refuse') return undefined
  const now = clock.now()
  return change(async (trx, commit) => {
    const id = await insertRun(trx, scope, {
      state: 'issuing',
      planned_bills: preview?.bills ?? 0,
      planned_minor: preview?.totalMinor ?? 0,
      out_of_band: preview?.isOutOfBand ? 1 : 0,
      planned_at: now,
      approved_at: now,
    })
    const details = { period: scope.period.name, group: scope.group }
    await tell(commit, parts, preview?.isOutOfBand ? 'run_released' : 'run_approved', `billing run ${id}`, details)
    return id
  })
}
