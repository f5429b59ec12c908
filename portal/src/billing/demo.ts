import { systemActor } from '../audit/index.ts'
import { exponentOf } from '../values/money.ts'
import type { Period } from '../values/period.ts'
import type { Parts } from '../web/parts.ts'
import { issueCreditNote } from './corrections/credit-note.ts'
import { issueBill } from './issue/issue-bill.ts'
import { addExtraCharge, saveWasteItem } from './services/charges.ts'
import { addDiscount } from './services/discounts.ts'
import { addPlan, setPrice } from './services/plans.ts'
import { addService, pauseService, servicesOf } from './services/services.ts'

/** Somebody of the demonstration, as far as bills go. */
export interface DemoPerson {
  readonly id: number
  readonly number: string
  readonly name: string
}

/** Months of the demonstration, the newest one last. */
export type DemoMonths = readonly [Period, Period, Period, Period, Period, Period]

/**
 * What makes the bills of the demonstration worth reading: a price that rises, a charge by quantity, a service that begins
 * within a month, one that rests, a discount.
 */
export async function demoServices(
  parts: Parts,
  people: readonly DemoPerson[],
  [, , march, april, may, june]: DemoMonths,
): Promise<void> {
  const by = { ...parts, by: systemActor }
  const unit = 10 ** exponentOf(parts.config.defaultCurrency)
  const find = (name: string) => people.find((person) => person.name.startsWith(name))
  const untaxed = { taxRateId: null, prices: 'without_tax' } as const
  const household = await parts.db
    .selectFrom('plan')
    .select('id')
    .where('customer_type', '=', 'household')
    .where('is_standard', '=', 1)
    .executeTakeFirstOrThrow()
  await setPrice(by, { planId: household.id, fromOn: june.from, priceMinor: 312.5 * unit })
  const bags = await saveWasteItem(by, { name: 'Garden waste', unit: 'bag', priceMinor: 25 * unit, ...untaxed })
  const asha = find('Asha')
  if (asha) {
    await addExtraCharge(by, {
      ...{ customer: asha.number, charged: { wasteItemId: bags.id }, quantityMilli: 3000 },
      ...{ chargedOn: dayIn(june, 12), uniqueKey: 'demo garden waste' },
    })
  }
  const hotel = find('Hotel')
  if (hotel) {
    const kitchen = await addPlan(by, {
      ...{ customerType: 'hotel', name: 'Kitchen waste, daily', fromOn: may.from, priceMinor: 150 * unit, ...untaxed },
    })
    await addService(by, { customer: hotel.number, planId: kitchen.id, quantity: 2, startsOn: dayIn(may, 16) })
  }
  const teaHouse = find('Tea House')
  const [tea] = teaHouse ? await servicesOf(parts.db, teaHouse.id) : []
  if (tea) {
    const rest = { fromOn: dayIn(april, 5), untilOn: dayIn(april, 15), billedShareBp: 5000 }
    await pauseService(by, { serviceId: tea.id, ...rest })
  }
  const school = find('हिमाल')
  if (school) {
    await addDiscount(by, {
      ...{ customer: school.number, serviceId: null, name: 'विद्यालय छुट', off: { percentBp: 1000 } },
      ...{ fromOn: march.from, untilOn: null },
    })
  }
}

/** A day of a month, `YYYY-MM-DD`. */
const dayIn = ({ name }: Period, day: number): string => `${name}-${String(day).padStart(2, '0')}`

/** Issues the bills of a month. Nobody is told: they are about the past, and of people who do not exist. */
export async function demoBills(parts: Parts, people: readonly DemoPerson[], period: Period): Promise<void> {
  const courier = { ...parts.courier, enqueueMany: async () => {} }
  for (const { number } of people) await issueBill({ ...parts, courier, by: systemActor }, { customer: number, period })
}

/** Takes a little of somebody's newest bill back. */
export async function demoCredit(parts: Parts, person: DemoPerson, reason: string): Promise<void> {
  const bill = await parts.db
    .selectFrom('bill')
    .select('number')
    .where('customer_id', '=', person.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!bill) return
  const totalMinor = 20 * 10 ** exponentOf(parts.config.defaultCurrency)
  await issueCreditNote(
    { ...parts, by: systemActor },
    {
      bill: bill.number,
      extent: { parts: [{ position: 1, totalMinor }] },
      reason,
      uniqueKey: `demo credit ${person.number}`,
    },
  )
}
