import type { Trx } from '@kerbside/otp'
import type { Changing } from '../../../audit/index.ts'
import type { Period } from '../../../values/period.ts'
import { periodOf } from '../../../values/period.ts'
import type { Refused } from '../../../values/refused.ts'
import type { Reader } from '../../facts/catalogue.ts'
import { loadCatalogue } from '../../facts/catalogue.ts'
import { loadCustomerFacts } from '../../facts/customer-facts.ts'
import { loadRounds } from '../../facts/due-customers.ts'
import { composeBill } from '../../rules/compose-bill.ts'

/** The next regular bill of a customer. */
export interface NextBill {
  readonly period: Period
  /** Null where there is nothing to bill. */
  readonly totalMinor: number | null
}

/** What a change makes of a bill that is still to come. */
export interface Effect {
  readonly period: Period
  readonly beforeMinor: number | null
  readonly afterMinor: number | null
}

// A customer who is billed ahead has a few months at most.
const MOST_MONTHS_AHEAD = 24

/** The bill that comes next. */
export async function nextBill(reader: Reader, customerId: number, today: string): Promise<NextBill> {
  const period = await nextPeriod(reader, customerId, today)
  return { period, totalMinor: await totalOf(reader, customerId, { period, charges: 'all' }) }
}

/** The month that the next regular bill from a day on is for. */
async function nextPeriod(reader: Reader, customerId: number, day: string): Promise<Period> {
  const range = { first: customerId, last: customerId }
  let period = periodOf(day)
  for (let months = 0; months < MOST_MONTHS_AHEAD; months += 1) {
    const { stands } = (await loadRounds(reader, range, period))(customerId)
    if (!stands) return period
    period = periodOf(period.until)
  }
  return period
}

/** Which bill is looked at. Charges that wait go on the next one, whatever month they are of; a later one has its own. */
interface Looked {
  readonly period: Period
  readonly charges: 'all' | 'of the month'
}

async function totalOf(reader: Reader, customerId: number, { period, charges }: Looked): Promise<number | null> {
  const range = { first: customerId, last: customerId }
  const factsOf = await loadCustomerFacts(reader, range, { period, catalogue: await loadCatalogue(reader) })
  const facts = factsOf(customerId)
  const own = charges === 'all' ? facts.charges : facts.charges.filter(({ chargedOn }) => chargedOn >= period.from)
  return composeBill({ ...facts, charges: own }, period)?.totalMinor ?? null
}

/** The bill that a change meets first. */
async function lookedAt(reader: Reader, customerId: number, { today, day }: ChangeDays): Promise<Looked> {
  const next = await nextPeriod(reader, customerId, today)
  if (day < next.until) return { period: next, charges: 'all' }
  return { period: await nextPeriod(reader, customerId, day), charges: 'of the month' }
}

interface ChangeDays {
  /** The operator's day. */
  readonly today: string
  /** From when the change counts. */
  readonly day: string
}

export type Tried<Reason extends string> = { readonly success: true; readonly effect: Effect } | Refused<Reason>

/** Brings what was found out of a transaction that is undone. */
class Undone extends Error {}

/** Makes a change, looks at the bill that it meets first, and undoes it: what is said is what happens, since it did. */
export async function tryOut<Reason extends string>(
  parts: Changing,
  { customerId, ...days }: ChangeDays & { readonly customerId: number },
  change: (inside: Changing) => Promise<{ readonly success: true } | Refused<Reason>>,
): Promise<Tried<Reason>> {
  let tried: Tried<Reason> | undefined
  try {
    await parts.change(async (trx, commit: Trx) => {
      const looked = await lookedAt(commit, customerId, days)
      const beforeMinor = await totalOf(commit, customerId, looked)
      const done = await change({ ...parts, change: (step) => step(trx, commit) })
      const afterMinor = await totalOf(commit, customerId, looked)
      tried = done.success ? { success: true, effect: { period: looked.period, beforeMinor, afterMinor } } : done
      throw new Undone('It was only tried out.')
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  if (!tried) throw new TypeError('A change was tried out and nothing came of it.')
  return tried
}
