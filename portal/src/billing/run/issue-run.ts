import { setImmediate as nextTurn } from 'node:timers/promises'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { Refused } from '../../values/refused.ts'
import type { Parts } from '../../web/parts.ts'
import { hasBegun, issueDay } from '../books.ts'
import { insertRows } from '../documents.ts'
import type { Issuing } from '../issue/issue-bill.ts'
import type { IssuedBill } from '../issue/issue-bills.ts'
import { tellOfBills } from '../news/tell-of-bills.ts'
import { bandOf } from './band.ts'
import type { RunScope } from './bill-batch.ts'
import { billBatch, nextBatch } from './bill-batch.ts'
import { previewRun } from './preview.ts'
import type { BillingRun } from './runs.ts'
import { holdRun, insertRun, scopeOf } from './runs.ts'

/** How far a run has come. */
export interface RunProgress {
  /** Bills that it has issued in all. */
  readonly bills: number
  readonly isDone: boolean
}

export type RunIssued =
  | { readonly success: true; readonly issued: number }
  | Refused<'unknown_run' | 'not_approved' | 'out_of_band' | 'not_begun' | 'stopped'>

export interface IssueOptions {
  readonly onProgress?: (progress: RunProgress) => void
  /** Leaves the rest to the next call. */
  readonly stopping?: AbortSignal
}

/**
 * Issues the bills of an approved run, batch by batch, each in one commit with the place that the run has come to and the messages
 * to its customers. It may be interrupted at any moment and called again, by several processes at once too: the run's row is held
 * for each batch, so every batch is billed once and in order. Between batches whatever else waits has its turn.
 * @returns how many bills this call issued
 */
export async function issueRun(parts: Issuing, runId: number, options: IssueOptions = {}): Promise<RunIssued> {
  const { onProgress = () => {}, stopping } = options
  for (let issued = 0; !stopping?.aborted; await nextTurn()) {
    const step = await issueBatch(parts, runId)
    if ('reason' in step) return step
    issued += step.issued
    onProgress({ bills: step.bills, isDone: step.isDone })
    if (step.isDone) return { success: true, issued }
  }
  return { success: false, reason: 'stopped' }
}

type BatchStep = (RunProgress & { readonly issued: number }) | Refused<'unknown_run' | 'not_approved' | 'out_of_band'>

function issueBatch(parts: Issuing, runId: number): Promise<BatchStep> {
  return parts.change(async (trx, commit): Promise<BatchStep> => {
    const run = await holdRun(trx, runId)
    if (!run) return { success: false, reason: 'unknown_run' }
    if (run.state === 'done') return { bills: run.bills, isDone: true, issued: 0 }
    if (run.state !== 'issuing') return { success: false, reason: 'not_approved' }
    const day = await issueDay(trx, parts)
    const scope = scopeOf(run)
    const batch = await nextBatch(commit, scope, run.past_customer_id)
    if (await isBraked(trx, run, run.total_minor + batch.totalMinor)) {
      await trx.updateTable('billing_run').set({ state: 'planned', out_of_band: 1 }).where('id', '=', runId).execute()
      await tell(commit, parts, 'run_stopped', `billing run ${runId}`, { bills: run.bills, total: run.total_minor })
      return { success: false, reason: 'out_of_band' }
    }
    const issued = await billBatch(commit, batch, { period: scope.period, runId, day })
    const untold = await tellOfBills(parts, trx, commit, { bills: issued, day })
    const rows = untold.map(({ id }) => [id, runId])
    await insertRows(commit, { table: 'untold_bill', columns: ['bill_id', 'billing_run_id'] }, rows)
    const bills = run.bills + issued.length
    await trx
      .updateTable('billing_run')
      .set({ bills, total_minor: run.total_minor + batch.totalMinor, untold: run.untold + untold.length })
      .set({ worked_at: day.now })
      .set(batch.past === undefined ? { state: 'done', done_at: day.now } : { past_customer_id: batch.past })
      .where('id', '=', runId)
      .execute()
    await tellIssued(parts, commit, run, issued)
    return { bills, isDone: batch.past === undefined, issued: issued.length }
  })
}

/** Prices may have changed since the plan was approved: what leaves the band above is stopped before it is issued. */
async function isBraked(trx: Db, run: BillingRun, totalMinor: number): Promise<boolean> {
  if (run.out_of_band === 1) return false // released
  const band = await bandOf(trx, run.customer_group)
  return band !== undefined && totalMinor > band.highMinor
}

async function tellIssued(
  parts: Issuing,
  commit: Parameters<typeof tell>[0],
  { id, period }: BillingRun,
  issued: readonly IssuedBill[],
): Promise<void> {
  const [first] = issued
  const last = issued.at(-1)
  if (!first || !last) return
  const details = { period, bills: issued.length, first: first.number, last: last.number }
  await tell(commit, parts, 'bills_issued', `billing run ${id}`, details)
}

/**
 * Bills a month for a group at once, with the approval of whoever calls it: a run of the same month and group that was
 * interrupted is taken up, else a new one begins. Without a band nothing is composed beforehand. A month may be billed from its
 * first day on.
 * @param beyondBand `release` issues although the total leaves the band of the group
 */
export async function billPeriod(
  parts: Issuing & Pick<Parts, 'db' | 'database'>,
  scope: RunScope,
  { beyondBand = 'refuse', ...options }: IssueOptions & { readonly beyondBand?: 'refuse' | 'release' } = {},
): Promise<RunIssued> {
  if (!hasBegun(parts, scope.period)) return { success: false, reason: 'not_begun' }
  const interrupted = await interruptedRun(parts.db, scope)
  const runId = interrupted ?? (await beginRun(parts, scope, beyondBand))
  return runId === undefined ? { success: false, reason: 'out_of_band' } : issueRun(parts, runId, options)
}

async function interruptedRun(db: Db, { period, group }: RunScope): Promise<number | undefined> {
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
  parts: Issuing & Pick<Parts, 'db' | 'database'>,
  scope: RunScope,
  beyondBand: 'refuse' | 'release',
): Promise<number | undefined> {
  const { db, clock, change } = parts
  const preview = (await bandOf(db, scope.group)) && (await previewRun(parts, scope))
  if (preview?.isOutOfBand && beyondBand === 'refuse') return undefined
  const now = clock.now()
  return change(async (trx, commit) => {
    const id = await insertRun(trx, scope, {
      ...{ state: 'issuing', planned_bills: preview?.bills ?? 0, planned_minor: preview?.totalMinor ?? 0 },
      ...{ out_of_band: preview?.isOutOfBand ? 1 : 0, planned_at: now, counted_at: now, approved_at: now },
      worked_at: now, // its caller goes on with it: a server that is there too leaves it alone
    })
    const details = { period: scope.period.name, group: scope.group }
    await tell(commit, parts, preview?.isOutOfBand ? 'run_released' : 'run_approved', `billing run ${id}`, details)
    return id
  })
}
