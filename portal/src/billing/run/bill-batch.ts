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

/** What customers are still to be billed for a month. */
export interface Due {
  readonly orders: readonly BillOrder[]
  /** Those who have no bill for the month, and nothing that could stand on one. */
  readonly without: readonly Billed[]
}

/** The regular bills that these customers lack for a month. */
export async function dueOf(reader: Reader, customers: readonly Billed[], period: Period): Promise<Due> {
  const range = rangeOf(customers.map(({ id }) => id))
  const roundsOf = await loadRounds(reader, range, period)
  const due = customers.filter(({ id }) => !roundsOf(id).stands)
  if (due.length === 0) return { orders: [], without: [] }
  const factsOf = await loadCustomerFacts(reader, range, { period, catalogue: await loadCatalogue(reader) })
  const drafts = due.map((customer) => ({ customer, draft: composeBill(factsOf(customer.id), period) }))
  return {
    orders: drafts.flatMap(({ customer, draft }) =>
      draft ? [{ customer, draft, round: roundsOf(customer.id).rounds }] : [],
    ),
    without: drafts.flatMap(({ customer, draft }) => (draft ? [] : [customer])),
  }
}

/** The next customers of a run, and what they are to be billed. */
export interface Batch {
  readonly orders: readonly BillOrder[]
  readonly totalMinor: number
  /** All customers up to this id are in it; undefined when there are no further ones. */
  readonly past: number | undefined
}

/** Holds the next customers of a run until the commit, and composes their bills. */
export async function nextBatch(trx: Trx, { period, group }: RunScope, after: number): Promise<Batch> {
  const { customers, past } = await holdNextCustomers(trx, group, after)
  const { orders } = customers.length > 0 ? await dueOf(trx, customers, period) : { orders: [] }
  return { orders, past, totalMinor: orders.reduce((sum, { draft }) => sum + draft.totalMinor, 0) }
}

/** Issues a batch in the open transaction, and settles what its customers have paid ahead. */
export async function billBatch(
  trx: Trx,
  { orders }: Batch,
  { period, runId, day }: { readonly period: Period; readonly runId: number; readonly day: IssueDay },
): Promise<readonly IssuedBill[]> {
  const issued = await issueBills(trx, orders, { kind: 'regular', period: period.name, runId, day })
  const billed = orders.map(({ customer }) => customer.id)
  if (billed.length > 0) await settle(trx, billed, day.now)
  return issued
}
