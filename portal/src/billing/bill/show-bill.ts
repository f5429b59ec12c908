import type { Db } from '../../db/database.ts'
import type { BillAccount } from '../queries/bill-account.ts'
import { accountOf } from '../queries/bill-account.ts'
import type { BillBefore } from '../queries/bill-before.ts'
import { billBefore } from '../queries/bill-before.ts'
import type { BillDetail } from '../queries/bill-detail.ts'
import { billDetail } from '../queries/bill-detail.ts'
import type { ShownLine } from '../queries/bill-lines.ts'
import { linesOfBill, shownLine } from '../queries/bill-lines.ts'
import type { Bill } from '../queries/bills.ts'
import type { BillChange } from '../rules/compare-bills.ts'
import { compareBills } from '../rules/compare-bills.ts'

/** All that a bill says, and what became of it since. */
export interface ShownBill extends Omit<BillDetail, 'lines'> {
  readonly bill: Bill
  readonly lines: readonly ShownLine[]
  readonly account: BillAccount
  /** What it is compared with; undefined for a first bill, and for one beside the regular ones. */
  readonly before: BillBefore | undefined
  readonly changes: readonly BillChange[]
}

/** Gathers what a bill's page and its print say. Whose it is has been asked before. */
export async function showBill(db: Db, bill: Bill): Promise<ShownBill> {
  const [{ lines: rows, ...detail }, account, before] = await Promise.all([
    billDetail(db, bill.id),
    accountOf(db, bill),
    billBefore(db, bill),
  ])
  const lines = rows.map(shownLine)
  const changes = before ? compareBills(await linesOfBill(db, before.id), lines) : []
  return { ...detail, bill, lines, account, before, changes }
}
