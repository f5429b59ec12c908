import type { Row } from '@kerbside/otp'
import type { CustomerGroup } from '../../db/service-tables.ts'
import { periodBefore } from '../../values/period.ts'
import type { Parts } from '../../web/parts.ts'
import type { Reader } from '../facts/catalogue.ts'
import { nextCustomers } from '../facts/due-customers.ts'
import { numberIn } from '../facts/read-row.ts'
import type { CustomerRange } from '../settle.ts'
import { rangeOf } from '../settle.ts'
import type { RunScope } from './bill-batch.ts'
import { ordersFor } from './bill-batch.ts'

/** What a run would issue to a customer, beside the regular bill of the month before. */
export interface PreviewRow {
  readonly customerId: number
  readonly number: string
  readonly name: string
  readonly totalMinor: number
  /** Null where there was none. */
  readonly beforeMinor: number | null
  /** False for a customer without any contact, who can only be reached by letter. */
  readonly isReachable: boolean
}

/** What a run would do, before anything is issued. */
export interface Preview {
  readonly bills: number
  readonly totalMinor: number
  /** The regular bills that the same customers had for the month before. */
  readonly billsBefore: number
  readonly totalBeforeMinor: number
  readonly zeroBills: number
  readonly unreachable: number
  /** Those who differ most from the month before, the largest difference first. */
  readonly outliers: readonly PreviewRow[]
  readonly band: { readonly lowMinor: number; readonly highMinor: number } | undefined
  readonly isOutOfBand: boolean
}

const OUTLIERS = 50

const BEFORE = `SELECT customer_id, sum(total_minor) AS total_minor FROM bill
  WHERE kind = 'regular' AND customer_id BETWEEN $1 AND $2 AND period = $3
    AND NOT EXISTS (SELECT 1 FROM credit_note WHERE credit_note.bill_id = bill.id AND credit_note.releases_days = 1)
  GROUP BY customer_id`

const REACHABLE = `SELECT DISTINCT customer_id FROM customer_contact WHERE customer_id BETWEEN $1 AND $2`

/**
 * One page of what a run would issue, in the order of the customers' ids.
 * @returns `past` to ask for the next page with; undefined at the end
 */
export async function previewPage(
  reader: Reader,
  { period, group }: RunScope,
  after: number,
): Promise<{ readonly rows: readonly PreviewRow[]; readonly past: number | undefined }> {
  const customers = await nextCustomers(reader, group, after)
  const range = rangeOf(customers.map(({ id }) => id))
  const orders = await ordersFor(reader, customers, period)
  const before = await totalsBefore(reader, range, periodBefore(period).name)
  const reachable = new Set((await reader.all(REACHABLE, [range.first, range.last])).map(customerIn))
  const rows = orders.map(({ customer: { id, number, name }, draft }) => ({
    ...{ customerId: id, number, name, totalMinor: draft.totalMinor },
    beforeMinor: before.get(id) ?? null,
    isReachable: reachable.has(id),
  }))
  return { rows, past: customers.at(-1)?.id }
}

const customerIn = (row: Row) => numberIn(row, 'customer_id')

async function totalsBefore(reader: Reader, { first, last }: CustomerRange, period: string) {
  const rows = await reader.all(BEFORE, [first, last, period])
  return new Map(rows.map((row) => [customerIn(row), numberIn(row, 'total_minor')]))
}

/** Composes every bill of a run and issues none. It holds nobody up: what changes meanwhile is billed as it then is. */
export async function previewRun({ db, database }: Pick<Parts, 'db' | 'database'>, scope: RunScope): Promise<Preview> {
  let sum = nothing
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { rows, past } = await previewPage(database.store, scope, after)
    sum = addPage(sum, rows)
    after = past
  }
  const band = await db
    .selectFrom('billing_band')
    .select(['low_minor as lowMinor', 'high_minor as highMinor'])
    .where('customer_group', '=', scope.group)
    .executeTakeFirst()
  const isOutOfBand = band !== undefined && (sum.totalMinor < band.lowMinor || sum.totalMinor > band.highMinor)
  return { ...sum, band, isOutOfBand }
}

type Sum = Omit<Preview, 'band' | 'isOutOfBand'>

const nothing: Sum = {
  ...{ bills: 0, totalMinor: 0, billsBefore: 0, totalBeforeMinor: 0, zeroBills: 0, unreachable: 0 },
  outliers: [],
}

function addPage(sum: Sum, rows: readonly PreviewRow[]): Sum {
  const before = rows.filter(({ beforeMinor }) => beforeMinor !== null)
  const changed = before.filter((row) => differenceOf(row) !== 0)
  return {
    bills: sum.bills + rows.length,
    totalMinor: sum.totalMinor + rows.reduce((total, row) => total + row.totalMinor, 0),
    billsBefore: sum.billsBefore + before.length,
    totalBeforeMinor: sum.totalBeforeMinor + before.reduce((total, row) => total + (row.beforeMinor ?? 0), 0),
    zeroBills: sum.zeroBills + rows.filter(({ totalMinor }) => totalMinor === 0).length,
    unreachable: sum.unreachable + rows.filter(({ isReachable }) => !isReachable).length,
    outliers: [...sum.outliers, ...changed]
      .toSorted((one, other) => differenceOf(other) - differenceOf(one))
      .slice(0, OUTLIERS),
  }
}

const differenceOf = ({ totalMinor, beforeMinor }: PreviewRow) => Math.abs(totalMinor - (beforeMinor ?? 0))

/** The group that a form or command names. */
export const customerGroups = ['all', 'household', 'shop', 'hotel', 'institution'] as const satisfies CustomerGroup[]
