import { systemActor } from '../audit/index.ts'
import type { DemoMonths, DemoPerson } from '../billing/index.ts'
import { demoBills, demoCredit, demoServices, owedBy } from '../billing/index.ts'
import { DEMO_ENDING } from '../customers/index.ts'
import type { Db } from '../db/database.ts'
import type { PaymentMethod } from '../db/ledger-tables.ts'
import { addDays, dayAt } from '../values/day.ts'
import { periodBefore, periodOf } from '../values/period.ts'
import type { Parts } from '../web/parts.ts'
import { recordPayment } from './record-payment.ts'
import { reversePayment } from './reverse-payment.ts'

/**
 * Gives the people of the demonstration half a year of bills and payments, by the changes that everybody uses, each at the day on
 * which it would have been made. The month that runs is left to be billed. Nothing happens where there are bills, or a customer
 * who may be real.
 */
export async function demoBooks(parts: Parts): Promise<void> {
  const people = await demoPeople(parts.db)
  if (people.length === 0) return
  const { timeZone } = parts.config
  const today = dayAt(parts.clock.now(), timeZone)
  const months = monthsBefore(today)
  const on = (day: string): Parts => ({ ...parts, clock: { now: () => noonOf(day, timeZone) } })
  const [first] = months
  await demoServices(on(first.from), people, months)
  for (const [index, month] of months.entries()) {
    const issuedOn = issueDayOf(month.until, index === months.length - 1 ? today : undefined)
    await demoBills(on(issuedOn), people, month)
    for (const habit of habits) await payAsUsual(on, people, { habit, month: index, issuedOn, today })
    if (index === MONTH_OF_CREDIT) await creditTheMissed(on(addDays(issuedOn, 3)), people)
  }
}

// Newer than a bill's own due day, so that the newest bills are still to be paid when somebody looks.
const NEWEST_BILL_DAYS_AGO = 5
const MONTH_OF_CREDIT = 3

/** Bills go out on the first day after their month; those of the last one a few days ago, if that is later. */
function issueDayOf(until: string, today: string | undefined): string {
  const recently = today === undefined ? until : addDays(today, -NEWEST_BILL_DAYS_AGO)
  return recently > until ? recently : until
}

function monthsBefore(day: string): DemoMonths {
  const june = periodBefore(periodOf(day))
  const may = periodBefore(june)
  const april = periodBefore(may)
  const march = periodBefore(april)
  const february = periodBefore(march)
  return [periodBefore(february), february, march, april, may, june]
}

const noonOf = (day: string, timeZone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds

/** The people of the demonstration who are served; none where anything else is in the books. */
async function demoPeople(db: Db): Promise<readonly DemoPerson[]> {
  const bill = await db.selectFrom('bill').select('id').limit(1).executeTakeFirst()
  const customers = await db
    .selectFrom('customer')
    .select(['id', 'number', 'name', 'active'])
    .orderBy('id')
    .limit(20)
    .execute()
  const isDemo = customers.every(({ name }) => name.endsWith(DEMO_ENDING))
  return bill || !isDemo ? [] : customers.filter(({ active }) => active === 1)
}

/** How somebody pays: from one month to another, so many days after the bill, so many times what is owed. */
interface Habit {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly after: number
  readonly times: number
  readonly method: Exclude<PaymentMethod, 'opening'>
  /** In this month the cheque comes back. */
  readonly bounces?: number
}

const habits: readonly Habit[] = [
  { name: 'Asha', from: 0, to: 4, after: 8, times: 1, method: 'mobile_money' },
  // Late since, and owing more each month.
  { name: 'Corner Shop', from: 0, to: 2, after: 11, times: 1, method: 'cash' },
  { name: 'Tea House', from: 0, to: 5, after: 2, times: 1, method: 'cash' },
  // For the rest of the year, in advance.
  { name: 'Hotel', from: 0, to: 0, after: 4, times: 9, method: 'bank' },
  { name: 'हिमाल', from: 0, to: 5, after: 1, times: 1, method: 'bank' },
  { name: 'ليلى', from: 0, to: 4, after: 6, times: 1, method: 'cheque', bounces: 4 },
]

interface Occasion {
  readonly habit: Habit
  /** The place of the month. */
  readonly month: number
  readonly issuedOn: string
  readonly today: string
}

async function payAsUsual(
  on: (day: string) => Parts,
  people: readonly DemoPerson[],
  { habit, month, issuedOn, today }: Occasion,
): Promise<void> {
  const day = addDays(issuedOn, habit.after)
  const person = people.find(({ name }) => name.startsWith(habit.name))
  if (!person || month < habit.from || month > habit.to || day > today) return
  const parts = { ...on(day), by: systemActor }
  const { balanceMinor } = await owedBy(parts.db, person.id)
  if (balanceMinor <= 0) return
  const uniqueKey = `demo ${person.number} ${month}`
  const reference = habit.method === 'cash' ? '' : `DEMO-${person.id}${month}`
  const { method, times } = habit
  const paid = await recordPayment(parts, {
    ...{ customer: person.number, amountMinor: balanceMinor * times, method, reference, receivedOn: day, uniqueKey },
  })
  if (!paid.success || month !== habit.bounces) return
  await reversePayment(
    { ...on(addDays(day, 3)), by: systemActor },
    { payment: paid.number, reason: 'عاد الشيك دون صرف' },
  )
}

async function creditTheMissed(parts: Parts, people: readonly DemoPerson[]): Promise<void> {
  const layla = people.find(({ name }) => name.startsWith('ليلى'))
  if (layla) await demoCredit(parts, layla, 'لم نجمع النفايات يوم الثلاثاء')
}
