/** How a bill stands; nobody stores it. */
export type BillStatus = 'open' | 'part_paid' | 'paid' | 'overdue' | 'credited'

/** What a bill's status follows from. */
export interface BillStanding {
  readonly totalMinor: number
  /** By credit notes and write-offs. */
  readonly forgivenMinor: number
  /** By payments, as far as they were not undone. */
  readonly paidMinor: number
  readonly dueOn: string
}

/** What is still to be paid. */
export const openOf = ({ totalMinor, forgivenMinor, paidMinor }: BillStanding): number =>
  totalMinor - forgivenMinor - paidMinor

/**
 * A bill is overdue from the day after its due day, however much of it is paid. One that was forgiven as a whole is
 * `credited`; one that was forgiven in part and paid for the rest is `paid`.
 */
export function statusOf(bill: BillStanding, today: string): BillStatus {
  if (openOf(bill) === 0) return bill.totalMinor > 0 && bill.forgivenMinor === bill.totalMinor ? 'credited' : 'paid'
  if (today > bill.dueOn) return 'overdue'
  return bill.paidMinor + bill.forgivenMinor > 0 ? 'part_paid' : 'open'
}
