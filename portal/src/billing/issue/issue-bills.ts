import type { Trx, Value } from '@kerbside/otp'
import type { BillKind } from '../../db/ledger-tables.ts'
import type { IssueDay } from '../books.ts'
import type { Numbered } from '../documents.ts'
import { countUp, insertRows, lastHash, takeNumbers } from '../documents.ts'
import type { Draft } from '../rules/facts.ts'
import type { SaidOfBill } from './bill-rows.ts'
import { billFacts, billHash, lineFacts, lineRow, lineValues } from './bill-rows.ts'

/** The customer as the bill will name it for ever. */
export interface Billed {
  readonly id: number
  readonly number: string
  readonly name: string
  readonly address: string
}

/** A bill that is to be issued. */
export interface BillOrder {
  readonly customer: Billed
  readonly draft: Draft
  readonly round: number
}

/** What the bills of one go have in common. */
export interface BillBatch {
  readonly kind: BillKind
  /** `YYYY-MM`. */
  readonly period: string
  readonly runId: number | null
  readonly day: IssueDay
}

/** A bill that was issued. */
export interface IssuedBill {
  readonly id: number
  readonly number: string
  readonly customerId: number
  readonly totalMinor: number
}

const billColumns = ['id', 'series', 'place', 'billing_run_id', 'hash', ...billFacts]
const lineColumns = ['bill_id', ...lineFacts]

/**
 * Writes bills with their lines: numbers without a gap, each hash over the one before. The customers are held by the caller,
 * and what credit they have is settled afterwards, by `settle`.
 */
export async function issueBills(
  trx: Trx,
  orders: readonly BillOrder[],
  batch: BillBatch,
): Promise<readonly IssuedBill[]> {
  if (orders.length === 0) return []
  const { day, kind } = batch
  const numbers = await takeNumbers(trx, kind === 'opening' ? 'opening' : 'bill', {
    today: day.today,
    many: orders.length,
  })
  const firstId = await countUp(trx, 'bill', orders.length)
  let before = await lastHash(trx, 'bill', numbers[0]?.series ?? '')
  const bills: (readonly Value[])[] = []
  const lines: (readonly Value[])[] = []
  const issued: IssuedBill[] = []
  for (const [index, order] of orders.entries()) {
    const numbered = numbers[index]
    if (!numbered) throw new RangeError('Fewer numbers were taken than there are bills.')
    const id = firstId + index
    const said = saidOf(order, batch, numbered)
    const rows = order.draft.lines.map((line, position) => lineRow(line, position + 1))
    before = billHash(before, said, rows)
    const { series, place, number } = numbered
    bills.push([id, series, place, batch.runId, before, ...billFacts.map((fact) => said[fact])])
    for (const row of rows) lines.push([id, ...lineValues(row)])
    issued.push({ id, number, customerId: order.customer.id, totalMinor: order.draft.totalMinor })
  }
  await insertRows(trx, { table: 'bill', columns: billColumns }, bills)
  await insertRows(trx, { table: 'bill_line', columns: lineColumns }, lines)
  return issued
}

const saidOf = (
  { customer, draft, round }: BillOrder,
  { kind, period, day }: BillBatch,
  { number }: Numbered,
): SaidOfBill => ({
  number,
  customer_id: customer.id,
  period,
  kind,
  round,
  issued_on: day.today,
  due_on: day.dueOn,
  currency: day.currency,
  net_minor: draft.netMinor,
  tax_minor: draft.taxMinor,
  total_minor: draft.totalMinor,
  tax_summary: JSON.stringify(draft.taxes),
  customer_number: customer.number,
  customer_name: customer.name,
  customer_address: customer.address,
  issued_at: day.now,
})
