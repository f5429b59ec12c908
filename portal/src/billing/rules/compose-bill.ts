import type { Period } from '../../values/period.ts'
import { chargeLine } from './charge-lines.ts'
import { discountLines } from './discount-lines.ts'
import type { ChargeFacts, DiscountFacts, Draft, PricedLine, ServiceFacts } from './facts.ts'
import { edgesOf, serviceLines } from './service-lines.ts'
import { taxed, taxTotals } from './tax.ts'

/** All that decides what a customer's bill contains. */
export interface CustomerFacts {
  readonly services: readonly ServiceFacts[]
  readonly charges: readonly ChargeFacts[]
  readonly discounts: readonly DiscountFacts[]
}

/**
 * What a customer's bill for a month contains: the days of that month that stand on no bill yet, the discounts on them, and
 * the charges that wait.
 * @returns undefined when there is nothing to bill. A month that is paused throughout, or free, makes no bill; one that a
 *   discount brings down to nothing makes one, since the customer should see why nothing is due.
 */
export function composeBill({ services, charges, discounts }: CustomerFacts, period: Period): Draft | undefined {
  const lines = services.flatMap((service) => {
    const own = discounts.filter(({ serviceId }) => serviceId === null || serviceId === service.id)
    return serviceLines(service, period, own.flatMap(edgesOf))
  })
  const charged = charges.map(chargeLine)
  if (![...lines, ...charged].some(({ amountMinor }) => amountMinor !== 0)) return undefined
  return draftOf([...lines, ...discountLines(lines, discounts, period), ...charged])
}

/** A bill of these lines: their taxes and their sums. */
export function draftOf(priced: readonly PricedLine[]): Draft {
  const lines = taxed(priced)
  const netMinor = lines.reduce((sum, line) => sum + line.netMinor, 0)
  const taxMinor = lines.reduce((sum, line) => sum + line.taxMinor, 0)
  return { lines, taxes: taxTotals(lines), netMinor, taxMinor, totalMinor: netMinor + taxMinor }
}
