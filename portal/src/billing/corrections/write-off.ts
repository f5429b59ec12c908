import type { Trx } from '@kerbside/otp'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { Refused } from '../../values/refused.ts'
import type { Awaiting } from '../approvals.ts'
import { askApproval, tellAsked } from '../approvals.ts'
import { booksOf, issueDay } from '../books.ts'
import { holdCustomerById } from '../hold-customer.ts'
import type { Bookkeeping } from '../issue/issue-bill.ts'
import { standingBill } from '../open-bills.ts'
import type { Approvable } from './credit-note.ts'

/** What will not be collected of a bill. */
export interface WriteOffEntry {
  readonly bill: string
  readonly amountMinor: number
  readonly reason: string
  readonly uniqueKey: string
}

export type WriteOffRefusal = 'unknown_bill' | 'more_than_open' | 'already_recorded' | 'needs_second_person'
export type WrittenOff = { readonly success: true } | Awaiting | Refused<WriteOffRefusal>

/** Gives up what is still open of a bill, or a part of it. Above the sum of the books a second person is asked first. */
export function writeOff(parts: Bookkeeping, entry: WriteOffEntry): Promise<WrittenOff> {
  return parts.change((trx, commit) => writeOffIn(trx, commit, { parts, entry, approvalId: null }))
}

/** The same in an open transaction. */
export async function writeOffIn(
  trx: Db,
  commit: Trx,
  { parts, entry, approvalId }: Approvable<WriteOffEntry>,
): Promise<WrittenOff> {
  const { bill: billNumber, amountMinor, reason, uniqueKey } = entry
  const found = await standingBill(commit, billNumber)
  if (!found) return { success: false, reason: 'unknown_bill' }
  const { number } = await holdCustomerById(trx, found.customerId)
  const bill = await standingBill(commit, billNumber)
  const isRecorded = await commit.get('SELECT id FROM write_off WHERE unique_key = $1', [uniqueKey])
  if (isRecorded) return { success: false, reason: 'already_recorded' }
  if (!bill || amountMinor <= 0 || amountMinor > bill.openMinor) return { success: false, reason: 'more_than_open' }
  const books = await booksOf(trx)
  if (approvalId === null && amountMinor > books.second_person_above_minor) {
    const request = { kind: 'write_off', amountMinor } as const
    const asking = { ...request, customerId: bill.customerId, uniqueKey, request: entry }
    const awaiting = await askApproval(trx, parts, asking)
    if (!awaiting) return { success: false, reason: 'needs_second_person' }
    await tellAsked(commit, parts, number, request)
    return awaiting
  }
  const { today, now } = await issueDay(trx, parts)
  await trx
    .insertInto('write_off')
    .values({
      ...{ customer_id: bill.customerId, bill_id: bill.id, amount_minor: amountMinor, reason },
      ...{ written_off_on: today, unique_key: uniqueKey, approval_id: approvalId, written_off_at: now },
    })
    .execute()
  await tell(commit, parts, 'written_off', `customer ${number}`, { bill: bill.number, amount: amountMinor })
  return { success: true }
}
