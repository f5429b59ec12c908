import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { BillLineRow } from '../../db/ledger-tables.ts'
import type { ComparedLine } from '../rules/compare-bills.ts'
import { labelIn } from './label-in.ts'

type Row = Readonly<Selectable<BillLineRow>>

/** A line of an issued bill as a reader meets it. */
export interface ShownLine extends ComparedLine {
  readonly position: number
  readonly from: string | null
  readonly until: string | null
  readonly unit: string | null
  readonly taxName: string | null
  /** Whether the price has the tax in it. */
  readonly taxIncluded: boolean
  readonly netMinor: number
  readonly taxMinor: number
}

/** The lines of a bill, in its order. */
export async function linesOfBill(db: Db, billId: number): Promise<readonly ShownLine[]> {
  const rows = await db.selectFrom('bill_line').selectAll().where('bill_id', '=', billId).orderBy('position').execute()
  return rows.map(shownLine)
}

/** A row in the words of the pages. */
export const shownLine = (row: Row): ShownLine => ({
  position: row.position,
  kind: row.kind,
  serviceId: row.service_id,
  label: labelIn(row.label, row.label_key),
  from: row.from_on,
  until: row.until_on,
  days: row.days,
  daysOf: row.days_of,
  quantityMilli: row.quantity_milli,
  unit: row.unit,
  unitPriceMinor: row.unit_price_minor,
  priceSince: row.price_since,
  shareBp: row.share_bp,
  taxName: row.tax_name,
  taxBp: row.tax_bp,
  taxIncluded: row.tax_included === 1,
  netMinor: row.net_minor,
  taxMinor: row.tax_minor,
  amountMinor: row.net_minor + row.tax_minor,
})
