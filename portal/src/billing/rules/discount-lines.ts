import { daysBetween } from '../../values/day.ts'
import type { Period } from '../../values/period.ts'
import { overlap, without } from '../../values/span.ts'
import { portionOf, roundTogether, spread } from '../../values/spread.ts'
import type { DiscountFacts, PricedLine } from './facts.ts'
import { WHOLE } from './facts.ts'
import { taxGroupOf } from './tax.ts'

/** Lines that are taxed alike, and what discounts have left of them. */
interface Group {
  readonly example: PricedLine
  readonly lines: readonly PricedLine[]
  left: number
}

/**
 * The lines that take discounts off, one for each discount and tax: percentages first, of the full price; then sums, by the
 * days of the month for which they hold. What is taxed alike never falls below zero.
 * @param lines the lines of the services, cut where a discount begins or ends
 */
export function discountLines(
  lines: readonly PricedLine[],
  discounts: readonly DiscountFacts[],
  period: Period,
): readonly PricedLine[] {
  const groups = [...Map.groupBy(lines, taxGroupOf).values()].flatMap((alike): Group[] =>
    alike[0] ? [{ example: alike[0], lines: alike, left: sumOf(alike) }] : [],
  )
  const percentages = discounts.filter(({ off }) => 'percentBp' in off)
  const sums = discounts.filter(({ off }) => !('percentBp' in off))
  return [...percentages, ...sums].flatMap((discount) => {
    const reached = groups.map(({ lines: alike }) => alike.filter((line) => isReached(line, discount)))
    const off = 'percentBp' in discount.off ? percentOff(reached, discount.off) : sumOff(reached, discount, period)
    return groups.flatMap((group, index) => takeOff(group, discount, off[index] ?? 0))
  })
}

const sumOf = (lines: readonly PricedLine[]) => lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

const isReached = (line: PricedLine, discount: DiscountFacts): boolean => {
  const { from, until } = line
  if (from === null || until === null) return false
  const isMeant = discount.serviceId === null || discount.serviceId === line.serviceId
  return isMeant && overlap({ from, until }, discount) !== undefined
}

function percentOff(reached: readonly (readonly PricedLine[])[], { percentBp }: { readonly percentBp: number }) {
  return roundTogether(
    reached.map((lines) => ({ amountMinor: sumOf(lines), parts: percentBp })),
    WHOLE,
  )
}

/** A sum for a month is for its days, and is shared out over the taxes by what stands at them. */
function sumOff(reached: readonly (readonly PricedLine[])[], discount: DiscountFacts, period: Period) {
  const weights = reached.map(sumOf)
  const most = weights.reduce((sum, weight) => sum + weight, 0)
  if (most === 0 || !('amountMinor' in discount.off)) return []
  const month = portionOf(
    { amountMinor: discount.off.amountMinor, parts: daysOn(reached.flat(), discount, period) },
    period.days,
  )
  return spread(Math.min(month, most), weights)
}

/** On how many days of the month a discount meets a line. */
function daysOn(lines: readonly PricedLine[], discount: DiscountFacts, period: Period): number {
  const met = lines.flatMap(({ from, until }) => {
    const days = from !== null && until !== null ? overlap({ from, until }, discount) : undefined
    return days ? [days] : []
  })
  const missed = without(period, met)
  return period.days - missed.reduce((sum, { from, until }) => sum + daysBetween(from, until), 0)
}

function takeOff(group: Group, { serviceId, name, off }: DiscountFacts, wanted: number): PricedLine[] {
  const amountMinor = Math.min(wanted, group.left)
  if (amountMinor === 0) return []
  group.left -= amountMinor
  return [
    {
      ...group.example,
      ...{ kind: 'discount', serviceId, label: { text: name }, from: null, until: null, days: null, daysOf: null },
      ...{ quantityMilli: null, priceSince: null },
      unitPriceMinor: 'percentBp' in off ? null : off.amountMinor,
      shareBp: 'percentBp' in off ? off.percentBp : WHOLE,
      amountMinor: -amountMinor,
    },
  ]
}
