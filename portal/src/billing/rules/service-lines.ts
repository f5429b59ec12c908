import { daysBetween } from '../../values/day.ts'
import type { Period } from '../../values/period.ts'
import type { Days, Span } from '../../values/span.ts'
import { cut, holds, overlap, without } from '../../values/span.ts'
import { roundTogether } from '../../values/spread.ts'
import type { PricedLine, ServiceFacts } from './facts.ts'
import { WHOLE } from './facts.ts'
import { inForce } from './steps.ts'

/**
 * The lines of a service for a month: its days that no bill has yet, each piece with the price, tax and pause that are in
 * force on it. A piece costs its share of the month by days, and the pieces are rounded together.
 * @param further days on which a line is to end for another reason, such as the first day of a discount
 * @throws RangeError when no price is in force: every plan has one from the beginning
 */
export function serviceLines(service: ServiceFacts, period: Period, further: readonly string[]): readonly PricedLine[] {
  const served = overlap(period, service.served)
  if (!served) return []
  const pieces = without(served, service.billed)
    .flatMap((days) => cut(days, [...changesOf(service), ...further]))
    .map((days) => ({ days, length: lengthOf(days, period), ...termsOn(service, days.from) }))
  const amounts = roundTogether(
    pieces.map(({ length, price, shareBp }) => ({
      amountMinor: price.priceMinor * service.quantity,
      parts: length * shareBp,
    })),
    period.days * WHOLE,
  )
  return pieces.map(({ days, length, price, taxBp, shareBp }, index) => ({
    kind: 'service',
    serviceId: service.id,
    extraChargeId: null,
    label: service.label,
    from: days.from,
    until: days.until,
    days: length,
    daysOf: period.days,
    quantityMilli: service.quantity * 1000,
    unit: null,
    unitPriceMinor: price.priceMinor,
    priceSince: price.fromOn,
    shareBp,
    taxName: service.tax?.name ?? null,
    taxBp,
    taxIncluded: service.taxIncluded,
    amountMinor: amounts[index] ?? 0,
  }))
}

// Most services are billed for whole months, which need no reckoning.
const lengthOf = (days: Days, period: Period): number =>
  days.from === period.from && days.until === period.until ? period.days : daysBetween(days.from, days.until)

/** The days on which a service begins to cost something else. */
const changesOf = ({ prices, tax, pauses }: ServiceFacts): readonly string[] => [
  ...prices.map(({ fromOn }) => fromOn),
  ...(tax?.steps ?? []).map(({ fromOn }) => fromOn),
  ...pauses.flatMap(edgesOf),
]

/** The days on which a span begins and is over. */
export const edgesOf = ({ from, until }: Span): readonly string[] => (until === null ? [from] : [from, until])

function termsOn({ id, prices, tax, pauses }: ServiceFacts, day: string) {
  const price = inForce(prices, day)
  if (!price) throw new RangeError(`Service ${id} has no price on ${day}.`)
  // Of pauses that overlap the one counts that bills least.
  const shares = pauses.filter((pause) => holds(pause, day)).map(({ billedShareBp }) => billedShareBp)
  return { price, shareBp: Math.min(WHOLE, ...shares), taxBp: inForce(tax?.steps ?? [], day)?.basisPoints ?? 0 }
}
