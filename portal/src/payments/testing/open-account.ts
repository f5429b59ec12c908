import { systemActor } from '../../audit/index.ts'
import { issueCreditNote } from '../../billing/corrections/credit-note.ts'
import { issueBill } from '../../billing/issue/issue-bill.ts'
import { month } from '../../billing/testing/open-books.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { recordPayment } from '../record-payment.ts'

/** The documents of a customer who was billed, paid and had some of it taken back. */
export interface Account {
  readonly bill: string
  readonly payment: string
  readonly creditNote: string
}

/** Bills a customer 300.00 for February 2026, takes 100.00 of it in by bank and 20.00 back, so that 180.00 are open. */
export async function openAccount({ parts }: TestPortal, customer: string): Promise<Account> {
  const books = { ...parts, by: systemActor }
  const issued = await issueBill(books, { customer, period: month('2026-02') })
  if (!issued.success) throw new Error(issued.reason)
  const bill = issued.bill.number
  const paid = await recordPayment(books, {
    ...{ customer, amountMinor: 100_00, method: 'bank', reference: 'BANK-77' },
    ...{ receivedOn: '2026-03-01', uniqueKey: `paid ${customer}` },
  })
  if (!paid.success) throw new Error(paid.reason)
  const credited = await issueCreditNote(books, {
    ...{ bill, reason: 'Missed on a Tuesday', uniqueKey: `credited ${customer}` },
    extent: { parts: [{ position: 1, totalMinor: 20_00 }] },
  })
  if (!credited.success || !('number' in credited)) throw new Error('The credit note was not issued.')
  return { bill, payment: paid.number, creditNote: credited.number }
}
