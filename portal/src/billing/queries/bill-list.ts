import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { OPEN } from '../open-amounts.ts'
import type { Bill } from './bills.ts'
import { billColumns, onDay } from './bills.ts'

/** What a list of bills is narrowed to: all, those with something to pay, or those that are settled. */
export const billFilters = ['all', 'open', 'settled'] as const
export type BillFilter = (typeof billFilters)[number]

/** A page of a list that goes both ways, by the ids of the bills at its ends. */
export interface BillListQuery {
  readonly customerId: number
  readonly today: string
  readonly show: BillFilter
  /** Older than this one. */
  readonly before?: number | undefined
  /** Newer than this one. */
  readonly after?: number | undefined
}

export interface BillList {
  readonly bills: readonly Bill[]
  /** The `before` of the next page, and the `after` of the one that comes before this. */
  readonly older: number | undefined
  readonly newer: number | undefined
}

const BILLS_A_PAGE = 24

/** A customer's bills as they stand today, the newest first. */
export async function listBills(db: Db, query: BillListQuery): Promise<BillList> {
  const rows = await selectBillList(db, query).execute()
  const isBackwards = query.after !== undefined
  const bills = rows.slice(0, BILLS_A_PAGE).map(onDay(query.today))
  if (isBackwards) bills.reverse()
  const isMore = rows.length > BILLS_A_PAGE
  return {
    bills,
    older: isBackwards || isMore ? bills.at(-1)?.id : undefined,
    newer: (isBackwards ? isMore : query.before !== undefined) ? bills[0]?.id : undefined,
  }
}

const conditions: Readonly<Record<BillFilter, string | undefined>> = {
  all: undefined,
  open: `${OPEN} > 0`,
  settled: `${OPEN} = 0`,
}

/** The statement of {@link listBills}: one bill more than a page holds, to know whether there is another page. */
export function selectBillList(db: Db, { customerId, show, before, after }: BillListQuery) {
  const rows = db
    .selectFrom('bill')
    .select(billColumns)
    .where('customer_id', '=', customerId)
    .limit(BILLS_A_PAGE + 1)
  const condition = conditions[show]
  const shown = condition === undefined ? rows : rows.where(sql<boolean>`${sql.raw(condition)}`)
  if (after !== undefined) return shown.where('id', '>', after).orderBy('id', 'asc')
  return (before === undefined ? shown : shown.where('id', '<', before)).orderBy('id', 'desc')
}
