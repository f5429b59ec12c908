import type { Trx } from '@kerbside/otp'
import type { CustomerGroup } from '../../db/service-tables.ts'
import type { Period } from '../../values/period.ts'
import type { IssueDay } from '../books.ts'
import type { Reader } from '../facts/catalogue.ts'
import { loadCatalogue } from '../facts/catalogue.ts'
import { loadCustomerFacts } from '../facts/customer-facts.ts'
import { holdNextCustomers, loadRounds } from '../facts/due-customers.ts'
import type { Billed, BillOrder, IssuedBill } from '../issue/issue-bills.ts'
import { issueBills } from '../issue/issue-bills.ts'
import { composeBill } from '../rules/compose-bill.ts'
import { rangeOf, settle } from '../settle.ts'

/** Which bills a run makes. */
export interface RunScope {
  readonly period: Period
  readonly group: CustomerGroup
}

/** The regular bills that these customers lack for a month. */
export async function ordersFor(
  reader: Reader,
  customers: readonly Billed[],
  period: Period,
): Promise<readonly BillOrder[]> {
  const range = rangeOf(customers.map(({ id }) => id))
  const roundsOf = await loadRounds(reader, range, period)
  const due = customers.filter(({ id }) => !roundsOf(id).stands)
  if (due.length === 0) return []
  const factsOf = await loadCustomerFacts(reader, range, { period, catalogue: await loadCatalogue(reader) })
  return due.flatMap((customer) => {
    const draft = composeBill(factsOf(customer.id), period)
    return draft ? [{ customer, draft, round: roundsOf(customer.id).rounds }] : []
  })
}

/** What became of a batch. */
export interface BatchDone {
  /** All customers up to this id are done with; undefined when none was left. */
  readonly past: number | undefined
  readonly issued: readonly IssuedBill[]
}

/** Bills the next customers of a run in the open transaction, and settles what they have paid ahead. */
export async function billBatch(
  trx: Trx,
  { period, group }: RunScope,
  { after, runId, day }: { readonly after: number; readonly runId: number; readonly day: IssueDay },
): Promise<BatchDone> {
  const customers = await holdNextCustomers(trx, group, after)
  const past = customers.at(-1)?.id
  const orders = await ordersFor(trx, customers, period)
  const issued = await issueBills(trx, orders, { kind: 'regular', period: period.name, runId, day })
  const billed = orders.map(({ customer }) => customer.id)
  if (billed.length > 0) await settle(trx, billed, day.now)
  return { past, issued }
}
