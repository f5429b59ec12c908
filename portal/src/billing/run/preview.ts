import type { Row } from '@kerbside/otp'
import { recipientsOfMany } from '../../customers/index.ts'
import type { CustomerGroup } from '../../db/service-tables.ts'
import type { Period } from '../../values/period.ts'
import { periodBefore } from '../../values/period.ts'
import type { Parts } from '../../web/parts.ts'
import type { Reader } from '../facts/catalogue.ts'
import { nextCustomers } from '../facts/due-customers.ts'
import { numberIn } from '../facts/read-row.ts'
import type { Billed } from '../issue/issue-bills.ts'
import type { CustomerRange } from '../settle.ts'
import { rangeOf } from '../settle.ts'
import { bandOf, leavesBand } from './band.ts'
import type { RunScope } from './bill-batch.ts'
import { dueOf } from './bill-batch.ts'

/** What previews are made from. */
export type Looking = Pick<Parts, 'db' | 'database' | 'config'>

/** What a run would issue to a customer, beside the regular bill of the month before. */
export interface PreviewRow {
  readonly customerId: number
  /** Null for a customer who had a bill the month before, and now gets none. */
  readonly totalMinor: number | null
  /** Null where there was none. */
  readonly beforeMinor: number | null
  /** False where nobody would be told of the bill, and it does not go by post either. */
  readonly isReachable: boolean
}

/** What many rows come to. */
export interface PreviewSum {
  readonly bills: number
  readonly totalMinor: number
  /** The regular bills that the same customers had for the month before. */
  readonly billsBefore: number
  readonly beforeMinor: number
  readonly zeroBills: number
  readonly unreachable: number
}

/** What a run would do, before anything is issued. */
export interface Preview extends PreviewSum {
  readonly isOutOfBand: boolean
}

/** By customer, as `ROUNDS` is. */
export const BEFORE = `SELECT customer_id, sum(total_minor) AS total_minor FROM bill
  WHERE kind = 'regular' AND customer_id BETWEEN $1 AND $2 AND period || '' = $3
    AND NOT EXISTS (SELECT 1 FROM credit_note WHERE credit_note.bill_id = bill.id AND credit_note.releases_days = 1)
  GROUP BY customer_id`

/**
 * The next of what a run would issue, in the order of the customers' ids.
 * @returns `past` to go on after; undefined at the end
 */
export async function previewPage(
  { db, database, config }: Looking,
  { period, group }: RunScope,
  after: number,
): Promise<{ readonly rows: readonly PreviewRow[]; readonly past: number | undefined }> {
  const { customers, past } = await nextCustomers(database.store, group, after)
  if (customers.length === 0) return { rows: [], past }
  const range = rangeOf(customers.map(({ id }) => id))
  const { orders, without } = await dueOf(database.store, customers, period)
  const beforeOf = await totalsBefore(database.store, range, period)
  const reachedOf = await recipientsOfMany({ db, config }, range, 'bills')
  const rowOf = ({ id }: Billed, totalMinor: number | null): PreviewRow => {
    const { recipients, onPaper } = reachedOf(id)
    const isReachable = recipients.length > 0 || onPaper
    return { customerId: id, totalMinor, beforeMinor: beforeOf(id) ?? null, isReachable }
  }
  const billed = orders.map(({ customer, draft }) => rowOf(customer, draft.totalMinor))
  const left = without.filter(({ id }) => beforeOf(id) !== undefined).map((customer) => rowOf(customer, null))
  return { rows: [...billed, ...left], past }
}

async function totalsBefore(reader: Reader, { first, last }: CustomerRange, period: Period) {
  const rows = await reader.all(BEFORE, [first, last, periodBefore(period).name])
  const totals = new Map(rows.map((row: Row) => [numberIn(row, 'customer_id'), numberIn(row, 'total_minor')]))
  return (customerId: number) => totals.get(customerId)
}

/** Composes every bill of a run and keeps nothing. It holds nobody up: what changes meanwhile is billed as it then is. */
export async function previewRun(parts: Looking, scope: RunScope): Promise<Preview> {
  let sum = sumOf([])
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { rows, past } = await previewPage(parts, scope, after)
    sum = addSums(sum, sumOf(rows))
    after = past
  }
  return { ...sum, isOutOfBand: leavesBand(await bandOf(parts.db, scope.group), sum.totalMinor) }
}

export function sumOf(rows: readonly PreviewRow[]): PreviewSum {
  const bills = rows.flatMap(({ totalMinor, ...row }) => (totalMinor === null ? [] : [{ ...row, totalMinor }]))
  const before = bills.flatMap(({ beforeMinor }) => (beforeMinor === null ? [] : [beforeMinor]))
  return {
    bills: bills.length,
    totalMinor: bills.reduce((sum, { totalMinor }) => sum + totalMinor, 0),
    billsBefore: before.length,
    beforeMinor: before.reduce((sum, minor) => sum + minor, 0),
    zeroBills: bills.filter(({ totalMinor }) => totalMinor === 0).length,
    unreachable: bills.filter(({ isReachable }) => !isReachable).length,
  }
}

const addSums = (one: PreviewSum, other: PreviewSum): PreviewSum => ({
  bills: one.bills + other.bills,
  totalMinor: one.totalMinor + other.totalMinor,
  billsBefore: one.billsBefore + other.billsBefore,
  beforeMinor: one.beforeMinor + other.beforeMinor,
  zeroBills: one.zeroBills + other.zeroBills,
  unreachable: one.unreachable + other.unreachable,
})

/** How far a bill is from the one before; 0 where there is but one, and nothing to compare. */
export function changeOf({ totalMinor, beforeMinor }: Pick<PreviewRow, 'totalMinor' | 'beforeMinor'>): number {
  return beforeMinor === null ? 0 : Math.abs((totalMinor ?? 0) - beforeMinor)
}

/** True for a change by half or more of what it was before: somebody should look at it. */
export const isOutlier = (row: Pick<PreviewRow, 'totalMinor' | 'beforeMinor'>): boolean =>
  changeOf(row) > 0 && 2 * changeOf(row) >= (row.beforeMinor ?? 0)

/** The groups that a form or command may name. */
export const customerGroups = ['all', 'household', 'shop', 'hotel', 'institution'] as const satisfies CustomerGroup[]
