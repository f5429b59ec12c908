import { firstIdAt } from '@kerbside/courier'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { BILL_KIND } from '../news/bill-wording.ts'
import type { BillingRun } from './runs.ts'

/** A bill of a run whose customer has not heard of it. */
export interface UnreachedBill {
  readonly id: number
  readonly number: string
  readonly customerNumber: string
  readonly customerName: string
}

export interface UnreachedQuery {
  readonly run: Pick<BillingRun, 'id' | 'planned_at'>
  /** The bill before the first one on the page. */
  readonly after?: number | undefined
}

const BILLS_A_PAGE = 50

export interface UnreachedPage {
  readonly bills: readonly UnreachedBill[]
  readonly next: number | undefined
}

const columns = sql.raw(
  `bill.id, bill.number, bill.customer_number AS "customerNumber", bill.customer_name AS "customerName"`,
)

/**
 * Bills of which no message arrived: all of them failed, or came too late. What was taken back as a whole is left out. Few messages
 * fail, so the bills are found by these, of which the outbox has an index; ids hold the time of issue.
 */
export const selectFailed = ({ run, after = 0 }: UnreachedQuery) => {
  const since = sql.lit(firstIdAt(run.planned_at))
  const kind = sql.lit(BILL_KIND)
  return sql<UnreachedBill>`WITH lost AS MATERIALIZED (
      SELECT reference FROM outbox WHERE state = 'failed' AND id >= ${since} AND kind = ${kind}
      UNION SELECT reference FROM outbox WHERE state = 'expired' AND id >= ${since} AND kind = ${kind}
    )
    SELECT ${columns} FROM lost CROSS JOIN bill
    WHERE bill.number = lost.reference AND bill.billing_run_id = ${run.id} AND bill.id > ${after}
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.reference = lost.reference AND outbox.kind = ${kind}
        AND outbox.state NOT IN ('failed', 'expired'))
      AND NOT EXISTS (SELECT 1 FROM credit_note WHERE credit_note.bill_id = bill.id AND credit_note.extent = 'whole')
    ORDER BY bill.id LIMIT ${sql.lit(BILLS_A_PAGE + 1)}`
}

/** Bills of which nobody could be told. */
export const selectUntold = ({ run, after = 0 }: UnreachedQuery) =>
  sql<UnreachedBill>`SELECT ${columns} FROM untold_bill JOIN bill ON bill.id = untold_bill.bill_id
    WHERE untold_bill.billing_run_id = ${run.id} AND untold_bill.bill_id > ${after}
    ORDER BY untold_bill.bill_id LIMIT ${sql.lit(BILLS_A_PAGE + 1)}`

/** A page of either list. */
export async function unreachedBills(
  db: Db,
  which: 'failed' | 'untold',
  query: UnreachedQuery,
): Promise<UnreachedPage> {
  const { rows } = await (which === 'failed' ? selectFailed(query) : selectUntold(query)).execute(db)
  const bills = rows.slice(0, BILLS_A_PAGE)
  return { bills, next: rows.length > BILLS_A_PAGE ? bills.at(-1)?.id : undefined }
}
