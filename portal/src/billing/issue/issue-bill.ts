import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Period } from '../../values/period.ts'
import type { Refused } from '../../values/refused.ts'
import type { Parts } from '../../web/parts.ts'
import { hasBegun, issueDay } from '../books.ts'
import { loadCatalogue } from '../facts/catalogue.ts'
import { loadCustomerFacts } from '../facts/customer-facts.ts'
import { loadRounds } from '../facts/due-customers.ts'
import { holdCustomer } from '../hold-customer.ts'
import { tellOfBills } from '../news/tell-of-bills.ts'
import { composeBill } from '../rules/compose-bill.ts'
import { settle } from '../settle.ts'
import type { IssuedBill } from './issue-bills.ts'
import { issueBills } from './issue-bills.ts'

/** A change of the books: at an instant, on the operator's day, by somebody. */
export type Bookkeeping = Changing & Pick<Parts, 'config'>

/** A change that issues bills, and so tells their customers. */
export type Issuing = Bookkeeping & Pick<Parts, 'courier'>

export type BillIssued =
  | { readonly success: true; readonly bill: IssuedBill }
  | Refused<'unknown_customer' | 'nothing_to_bill' | 'not_begun'>

/**
 * Issues one customer's bill for a month by hand: the regular one where it is missing, else a further one with the days and
 * charges that came afterwards. A second click finds nothing to bill.
 */
export function issueBill(
  parts: Issuing,
  { customer: number, period }: { readonly customer: string; readonly period: Period },
): Promise<BillIssued> {
  if (!hasBegun(parts, period)) return Promise.resolve({ success: false, reason: 'not_begun' })
  return parts.change(async (trx, commit): Promise<BillIssued> => {
    const customer = await holdCustomer(trx, number)
    if (!customer) return { success: false, reason: 'unknown_customer' }
    const range = { first: customer.id, last: customer.id }
    const catalogue = await loadCatalogue(commit)
    const factsOf = await loadCustomerFacts(commit, range, { period, catalogue })
    const draft = composeBill(factsOf(customer.id), period)
    if (!draft) return { success: false, reason: 'nothing_to_bill' }
    const { rounds, stands } = (await loadRounds(commit, range, period))(customer.id)
    const day = await issueDay(trx, parts)
    const kind = stands ? 'extra' : 'regular'
    const batch = { kind, period: period.name, runId: null, day } as const
    const [bill] = await issueBills(commit, [{ customer, draft, round: stands ? 0 : rounds }], batch)
    if (!bill) throw new RangeError('A bill that was ordered was not issued.')
    await settle(commit, [customer.id], day.now)
    await tellOfBills(parts, trx, commit, { bills: [bill], day })
    const details = { bill: bill.number, period: period.name, total: bill.totalMinor }
    await tell(commit, parts, 'bill_issued', `customer ${number}`, details)
    return { success: true, bill }
  })
}
