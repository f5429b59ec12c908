import type { TestContext } from 'node:test'
import fc from 'fast-check'
import { issueCreditNote } from '../../billing/corrections/credit-note.ts'
import { writeOff } from '../../billing/corrections/write-off.ts'
import { issueBill } from '../../billing/issue/issue-bill.ts'
import { billPeriod } from '../../billing/run/issue-run.ts'
import { addExtraCharge } from '../../billing/services/charges.ts'
import { addDiscount } from '../../billing/services/discounts.ts'
import { setPlanTax, setPrice } from '../../billing/services/plans.ts'
import { endService, pauseService, servicesOf } from '../../billing/services/services.ts'
import { addTaxRate } from '../../billing/services/taxes.ts'
import type { TestBooks, TestBooksOptions } from '../../billing/testing/open-books.ts'
import { openTestBooks } from '../../billing/testing/open-books.ts'
import { addDays, dayAt } from '../../values/day.ts'
import { exponentOf } from '../../values/money.ts'
import { periodOf } from '../../values/period.ts'
import { approve } from '../decide.ts'
import { recordPayment } from '../record-payment.ts'
import { refund } from '../refund.ts'
import { reversePayment } from '../reverse-payment.ts'

/** Books to which things happen. */
export interface History {
  readonly books: TestBooks
  readonly customers: readonly string[]
  readonly taxRateId: number
  /** Makes keys of forms that differ. */
  nextKey(): string
}

const MONTH_MS = 27 * 86_400_000

/** In the currency's own units: a bill is for 300 of them. */
const amountOf = ({ books }: History, { share }: Step) =>
  Math.ceil((share * 400 * 10 ** exponentOf(books.parts.config.defaultCurrency)) / 10_000)

/** Something that happens; `pick` chooses among what is there. */
export type Step = {
  readonly kind: (typeof kinds)[number]
  readonly pick: number
  /** Of 400 units, in basis points. */
  readonly share: number
  readonly days: number
}

const kinds = [
  'time goes by',
  'run',
  'bill by hand',
  'pay',
  'overpay',
  'reverse',
  'refund',
  'credit a part',
  'credit all',
  'take back',
  'write off',
  'pause',
  'end',
  'price',
  'tax',
  'discount',
  'charge',
] as const

export const anyStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...kinds, 'run', 'pay', 'refund', 'reverse', 'credit a part'),
  pick: fc.nat(),
  share: fc.integer({ min: 1, max: 10_000 }),
  days: fc.integer({ min: -20, max: 40 }),
})

export async function startHistory(t: TestContext, options: TestBooksOptions): Promise<History> {
  const books = await openTestBooks(t, options)
  const customers = await books.add(3, { since: '2026-01-10' })
  const tax = await addTaxRate(books.clerk, { name: 'VAT', fromOn: '2000-01-01', basisPoints: 1300 })
  let keys = 0
  const history: History = {
    books,
    customers,
    taxRateId: tax.success ? tax.id : 0,
    nextKey: () => {
      keys += 1
      return `form ${keys}`
    },
  }
  // Something to correct from the first step on.
  const began = { pick: 0, share: 10_000, days: 0 }
  for (const kind of ['run', 'pay', 'overpay'] as const) await play(history, { ...began, kind })
  return history
}

/** Lets a step happen, where there is something for it to happen to; whatever asks for a second person gets one. */
export async function play(history: History, step: Step): Promise<void> {
  const { books } = history
  const outcome = await act(history, step)
  if (outcome && 'awaits' in outcome && typeof outcome.awaits === 'number') await approve(books.second, outcome.awaits)
}

async function act(history: History, step: Step): Promise<object | undefined> {
  const { books, customers } = history
  const { clerk, clock, parts } = books
  const customer = customers[step.pick % customers.length] ?? ''
  const today = dayAt(clock.now(), parts.config.timeZone)
  const day = addDays(today, step.days)
  const uniqueKey = history.nextKey()
  const amountMinor = amountOf(history, step)
  switch (step.kind) {
    case 'time goes by':
      clock.advance(MONTH_MS)
      return undefined
    case 'run':
      return billPeriod(books.system, { period: periodOf(today), group: 'all' })
    case 'bill by hand':
      return issueBill(clerk, { customer, period: periodOf(today) })
    case 'pay':
    case 'overpay': {
      const much = step.kind === 'pay' ? amountMinor : amountMinor * 4
      const money = { method: 'bank', reference: uniqueKey, receivedOn: step.days < 0 ? day : today } as const
      return recordPayment(clerk, { customer, amountMinor: much, ...money, uniqueKey })
    }
    case 'reverse':
      return reversePayment(clerk, { payment: await pickNumber(books, 'payment', step), reason: 'bounced' })
    case 'refund': {
      const payment = await pickNumber(books, 'payment', step)
      return refund(clerk, { payment, amountMinor, method: 'bank', reference: '', reason: 'moved', uniqueKey })
    }
    case 'credit a part': {
      const bill = await pickNumber(books, 'bill', step)
      const parts_ = [{ position: 1 + (step.pick % 2), totalMinor: amountMinor }]
      return issueCreditNote(clerk, { bill, extent: { parts: parts_ }, reason: 'missed', uniqueKey })
    }
    case 'credit all':
    case 'take back': {
      const whole = step.kind === 'credit all' ? 'kept' : 'released'
      const bill = await pickNumber(books, 'bill', step)
      return issueCreditNote(clerk, { bill, extent: { whole }, reason: 'wrong', uniqueKey })
    }
    case 'write off':
      return writeOff(clerk, { bill: await pickNumber(books, 'bill', step), amountMinor, reason: 'gone', uniqueKey })
    default:
      return arrange(history, step, { customer, day, uniqueKey })
  }
}

async function arrange(
  history: History,
  step: Step,
  { customer, day, uniqueKey }: { readonly customer: string; readonly day: string; readonly uniqueKey: string },
): Promise<object | undefined> {
  const { books, taxRateId } = history
  const { clerk, parts } = books
  const [service] = await servicesOf(parts.db, await books.idOf(customer))
  const serviceId = service?.id ?? 0
  const { pick } = step
  const amountMinor = amountOf(history, step)
  switch (step.kind) {
    case 'pause':
      return pauseService(clerk, { serviceId, fromOn: day, untilOn: addDays(day, 9), billedShareBp: pick % 10_001 })
    case 'end':
      return endService(clerk, { serviceId, endsOn: day })
    case 'price':
      return setPrice(clerk, { planId: service?.plan_id ?? 0, fromOn: day, priceMinor: amountMinor })
    case 'tax':
      return setPlanTax(clerk, service?.plan_id ?? 0, { taxRateId, prices: pick % 2 ? 'with_tax' : 'without_tax' })
    case 'discount': {
      const off = pick % 2 ? { percentBp: 1 + (pick % 10_000) } : { amountMinor }
      const span = { fromOn: day, untilOn: addDays(day, 45) }
      return addDiscount(clerk, { customer, serviceId: pick % 3 ? serviceId : null, name: 'Goodwill', off, ...span })
    }
    default: {
      const charged = {
        description: 'Rubble',
        unit: 'm³',
        unitPriceMinor: amountMinor,
        taxRateId,
        prices: 'without_tax',
      }
      const quantityMilli = 1 + (pick % 9000)
      return addExtraCharge(clerk, {
        ...{ customer, quantityMilli, chargedOn: day, uniqueKey },
        charged: { ...charged, prices: 'without_tax' },
      })
    }
  }
}

/** The number of one of the newest documents, or of none. */
async function pickNumber({ parts: { db } }: TestBooks, table: 'bill' | 'payment', { pick }: Step): Promise<string> {
  const rows = await db.selectFrom(table).select('number').orderBy('id', 'desc').limit(4).execute()
  return rows[pick % Math.max(1, rows.length)]?.number ?? 'none'
}
