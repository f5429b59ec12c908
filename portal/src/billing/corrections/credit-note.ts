import type { Trx, Value } from '@kerbside/otp'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { Refused } from '../../values/refused.ts'
import type { Awaiting } from '../approvals.ts'
import { askApproval, tellAsked } from '../approvals.ts'
import { booksOf, issueDay } from '../books.ts'
import { countUp, hashOf, insertRows, lastHash, takeNumbers } from '../documents.ts'
import { numberIn } from '../facts/read-row.ts'
import { holdCustomerById } from '../hold-customer.ts'
import type { Bookkeeping } from '../issue/issue-bill.ts'
import type { StandingBill } from '../open-bills.ts'
import { allocatedOf, standingBill, takeBack } from '../open-bills.ts'
import type { CreditableLine, CreditLine, CreditWish } from '../rules/credit-lines.ts'
import { creditAll, creditParts } from '../rules/credit-lines.ts'
import { settle } from '../settle.ts'
import { creditFacts, creditLineFacts } from './credit-rows.ts'

/** What a credit note takes back. */
export interface CreditEntry {
  /** The bill's number. */
  readonly bill: string
  /**
   * `whole` takes back all that is left, and says whether the days may be billed again: `kept` for goodwill, `released` for a
   * bill that was wrong. Parts name lines with amounts, tax in them.
   */
  readonly extent: { readonly whole: 'kept' | 'released' } | { readonly parts: readonly CreditWish[] }
  readonly reason: string
  /** Of the form: what is sent twice is done once. */
  readonly uniqueKey: string
}

export type CreditRefusal = 'unknown_bill' | 'nothing_left' | 'wrong_parts' | 'already_recorded' | 'needs_second_person'
export type Credited = { readonly success: true; readonly number: string } | Awaiting | Refused<CreditRefusal>

/**
 * Takes an issued bill back, in part or as a whole, by a credit note with a number of its own. What was paid of it becomes
 * credit, and settles other bills. Above the sum of the books a second person is asked first.
 */
export function issueCreditNote(parts: Bookkeeping, entry: CreditEntry): Promise<Credited> {
  return parts.change((trx, commit) => creditIn(trx, commit, { parts, entry, approvalId: null }))
}

/** What a change needs that may have been approved. */
export interface Approvable<Entry> {
  readonly parts: Bookkeeping
  readonly entry: Entry
  /** Null before a second person was asked. */
  readonly approvalId: number | null
}

/** The same in an open transaction. */
export async function creditIn(
  trx: Db,
  commit: Trx,
  { parts, entry, approvalId }: Approvable<CreditEntry>,
): Promise<Credited> {
  const found = await standingBill(commit, entry.bill)
  if (!found) return { success: false, reason: 'unknown_bill' }
  const { number } = await holdCustomerById(trx, found.customerId)
  const bill = await standingBill(commit, entry.bill) // as it stands now that nobody else can change it
  if (!bill) return { success: false, reason: 'unknown_bill' }
  const lines = linesOf(entry, await creditableLines(commit, bill.id))
  if (lines === undefined) return { success: false, reason: 'wrong_parts' }
  const totalMinor = lines.reduce((sum, { netMinor, taxMinor }) => sum + netMinor + taxMinor, 0)
  const isRecorded = await commit.get('SELECT id FROM credit_note WHERE unique_key = $1', [entry.uniqueKey])
  if (isRecorded) return { success: false, reason: 'already_recorded' }
  if (await isWhollyCredited(commit, bill)) return { success: false, reason: 'nothing_left' }
  if (totalMinor > bill.totalMinor - bill.forgivenMinor) return { success: false, reason: 'nothing_left' }
  const books = await booksOf(trx)
  if (approvalId === null && totalMinor > books.second_person_above_minor) {
    const request = { kind: 'credit_note', amountMinor: totalMinor } as const
    const asking = { ...request, customerId: bill.customerId, uniqueKey: entry.uniqueKey, request: entry }
    const awaiting = await askApproval(trx, parts, asking)
    if (!awaiting) return { success: false, reason: 'needs_second_person' }
    await tellAsked(commit, parts, number, request)
    return awaiting
  }
  const day = await issueDay(trx, parts)
  const note = await insertCreditNote(commit, { bill, entry, lines, approvalId, today: day.today, now: day.now })
  const beyondMinor = totalMinor - bill.openMinor
  if (beyondMinor > 0) {
    await takeBack(commit, await allocatedOf(commit, { billId: bill.id }), { amountMinor: beyondMinor, now: day.now })
  }
  await settle(commit, [bill.customerId], day.now)
  const details = { note, bill: bill.number, total: totalMinor }
  await tell(commit, parts, 'credit_note_issued', `customer ${number}`, details)
  return { success: true, number: note }
}

const linesOf = ({ extent }: CreditEntry, lines: readonly CreditableLine[]): readonly CreditLine[] | undefined =>
  'whole' in extent ? creditAll(lines) : creditParts(lines, extent.parts)

const WHOLE_NOTE = `SELECT id FROM credit_note WHERE bill_id = $1 AND extent = 'whole'`

const isWhollyCredited = async (commit: Trx, { id }: StandingBill): Promise<boolean> =>
  (await commit.get(WHOLE_NOTE, [id])) !== undefined

const LINES = `SELECT bill_line.position, bill_line.net_minor, bill_line.tax_minor,
    bill_line.net_minor - coalesce(sum(credit_note_line.net_minor), 0) AS left_net,
    bill_line.tax_minor - coalesce(sum(credit_note_line.tax_minor), 0) AS left_tax
  FROM bill_line LEFT JOIN credit_note_line ON credit_note_line.bill_id = bill_line.bill_id
    AND credit_note_line.bill_position = bill_line.position
  WHERE bill_line.bill_id = $1
  GROUP BY bill_line.bill_id, bill_line.position, bill_line.net_minor, bill_line.tax_minor ORDER BY bill_line.position`

/** A bill's lines, with what is left of each to be credited. */
export async function creditableLines(reader: Pick<Trx, 'all'>, billId: number): Promise<readonly CreditableLine[]> {
  return (await reader.all(LINES, [billId])).map((row) => ({
    position: numberIn(row, 'position'),
    netMinor: numberIn(row, 'net_minor'),
    taxMinor: numberIn(row, 'tax_minor'),
    leftNetMinor: numberIn(row, 'left_net'),
    leftTaxMinor: numberIn(row, 'left_tax'),
  }))
}

interface NewNote {
  readonly bill: StandingBill
  readonly entry: CreditEntry
  readonly lines: readonly CreditLine[]
  readonly approvalId: number | null
  readonly today: string
  readonly now: number
}

async function insertCreditNote(commit: Trx, { bill, entry, lines, approvalId, today, now }: NewNote): Promise<string> {
  const [numbered] = await takeNumbers(commit, 'credit_note', { today, many: 1 })
  if (!numbered) throw new RangeError('A number that was taken is not there.')
  const id = await countUp(commit, 'credit_note', 1)
  const { extent } = entry
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0)
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0)
  const facts: Readonly<Record<(typeof creditFacts)[number], Value>> = {
    number: numbered.number,
    customer_id: bill.customerId,
    bill_id: bill.id,
    extent: 'whole' in extent ? 'whole' : 'part',
    releases_days: 'whole' in extent && extent.whole === 'released' ? 1 : 0,
    reason: entry.reason,
    issued_on: today,
    currency: bill.currency,
    net_minor: netMinor,
    tax_minor: taxMinor,
    total_minor: netMinor + taxMinor,
    unique_key: entry.uniqueKey,
    approval_id: approvalId,
    issued_at: now,
  }
  const values = creditFacts.map((fact) => facts[fact])
  const rows = lines.map((line, index) => [index + 1, bill.id, line.position, line.netMinor, line.taxMinor])
  const hash = hashOf(await lastHash(commit, 'credit_note', numbered.series), [values, ...rows])
  const columns = ['id', 'series', 'place', 'hash', ...creditFacts]
  await insertRows(commit, { table: 'credit_note', columns }, [[id, numbered.series, numbered.place, hash, ...values]])
  const lineColumns = ['credit_note_id', ...creditLineFacts]
  await insertRows(
    commit,
    { table: 'credit_note_line', columns: lineColumns },
    rows.map((row) => [id, ...row]),
  )
  return numbered.number
}
