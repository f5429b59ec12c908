import { portionOf } from '../../values/spread.ts'
import type { ChargeFacts, PricedLine } from './facts.ts'
import { WHOLE } from './facts.ts'
import { inForce } from './steps.ts'

/** The line of a charge by quantity, at the tax of the day on which it was charged. */
export const chargeLine = (charge: ChargeFacts): PricedLine => ({
  kind: 'extra',
  serviceId: null,
  extraChargeId: charge.id,
  label: { text: charge.description },
  from: charge.chargedOn,
  until: null,
  days: null,
  daysOf: null,
  quantityMilli: charge.quantityMilli,
  unit: charge.unit,
  unitPriceMinor: charge.unitPriceMinor,
  priceSince: null,
  shareBp: WHOLE,
  taxName: charge.tax?.name ?? null,
  taxBp: inForce(charge.tax?.steps ?? [], charge.chargedOn)?.basisPoints ?? 0,
  taxIncluded: charge.taxIncluded,
  amountMinor: portionOf({ amountMinor: charge.unitPriceMinor, parts: charge.quantityMilli }, 1000),
})
