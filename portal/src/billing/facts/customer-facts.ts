import type { Row } from '@kerbside/otp'
import type { Period } from '../../values/period.ts'
import type { CustomerFacts } from '../rules/compose-bill.ts'
import type { ChargeFacts, DiscountFacts, ServiceFacts } from '../rules/facts.ts'
import type { CustomerRange } from '../settle.ts'
import type { Catalogue, Reader } from './catalogue.ts'
import { maybeNumberIn, maybeTextIn, numberIn, textIn } from './read-row.ts'

/** The facts of many customers are read in a handful of statements, each by a range of customers. */
export const SERVICES = `SELECT id, customer_id, plan_id, quantity, starts_on, ends_on FROM service
  WHERE customer_id BETWEEN $1 AND $2 AND starts_on < $4 AND (ends_on IS NULL OR ends_on > $3)
  ORDER BY customer_id, id`

export const PAUSES = `SELECT service_pause.service_id, service_pause.from_on, service_pause.until_on,
    service_pause.billed_share_bp
  FROM service JOIN service_pause ON service_pause.service_id = service.id
  WHERE service.customer_id BETWEEN $1 AND $2 AND service_pause.from_on < $4
    AND (service_pause.until_on IS NULL OR service_pause.until_on > $3) ORDER BY service_pause.id`

export const BILLED_DAYS = `SELECT bill_line.service_id, bill_line.from_on, bill_line.until_on
  FROM service JOIN bill_line ON bill_line.kind = 'service' AND bill_line.service_id = service.id
  WHERE service.customer_id BETWEEN $1 AND $2 AND bill_line.until_on > $3 AND bill_line.from_on < $4
    AND NOT EXISTS (SELECT 1 FROM credit_note
      WHERE credit_note.bill_id = bill_line.bill_id AND credit_note.releases_days = 1)
  ORDER BY bill_line.bill_id, bill_line.position`

export const DISCOUNTS = `SELECT customer_id, service_id, name, percent_bp, amount_minor, from_on, until_on FROM discount
  WHERE customer_id BETWEEN $1 AND $2 AND from_on < $4 AND (until_on IS NULL OR until_on > $3) ORDER BY id`

/** Charges of an earlier month that were entered late go on the next bill, too. */
export const CHARGES = `SELECT id, customer_id, description, unit, quantity_milli, unit_price_minor, tax_rate_id,
    tax_included, charged_on
  FROM extra_charge WHERE customer_id BETWEEN $1 AND $2 AND withdrawn_at IS NULL AND charged_on < $3
    AND NOT EXISTS (SELECT 1 FROM bill_line WHERE bill_line.extra_charge_id = extra_charge.id)
  ORDER BY charged_on, id`

/** What decides about the bills of the customers of a range, by customer. */
export async function loadCustomerFacts(
  reader: Reader,
  { first, last }: CustomerRange,
  { period, catalogue }: { readonly period: Period; readonly catalogue: Catalogue },
): Promise<(customerId: number) => CustomerFacts> {
  const month = [first, last, period.from, period.until]
  const [services, pauses, billed, discounts, charges] = await Promise.all([
    reader.all(SERVICES, month),
    reader.all(PAUSES, month),
    reader.all(BILLED_DAYS, month),
    reader.all(DISCOUNTS, month),
    reader.all(CHARGES, [first, last, period.until]),
  ])
  const pausesOf = by(pauses, 'service_id')
  const billedOf = by(billed, 'service_id')
  const servicesOf = by(services, 'customer_id')
  const discountsOf = by(discounts, 'customer_id')
  const chargesOf = by(charges, 'customer_id')
  const serviceOf = (row: Row) => serviceFacts(row, catalogue, { pausesOf, billedOf })
  return (id) => ({
    services: (servicesOf.get(id) ?? []).map(serviceOf),
    discounts: (discountsOf.get(id) ?? []).map(discountFacts),
    charges: (chargesOf.get(id) ?? []).map((row) => chargeFacts(row, catalogue)),
  })
}

type RowsBy = ReadonlyMap<number, readonly Row[]>

const by = (rows: readonly Row[], column: string): RowsBy => Map.groupBy(rows, (row) => numberIn(row, column))

function serviceFacts(
  row: Row,
  { plans }: Catalogue,
  { pausesOf, billedOf }: { readonly pausesOf: RowsBy; readonly billedOf: RowsBy },
): ServiceFacts {
  const id = numberIn(row, 'id')
  const plan = plans.get(numberIn(row, 'plan_id'))
  if (!plan) throw new RangeError(`The plan of service ${id} has no price.`)
  return {
    id,
    ...plan,
    quantity: numberIn(row, 'quantity'),
    served: { from: textIn(row, 'starts_on'), until: maybeTextIn(row, 'ends_on') },
    pauses: (pausesOf.get(id) ?? []).map((pause) => ({
      ...spanIn(pause),
      billedShareBp: numberIn(pause, 'billed_share_bp'),
    })),
    billed: (billedOf.get(id) ?? []).map(spanIn),
  }
}

const discountFacts = (row: Row): DiscountFacts => {
  const percentBp = maybeNumberIn(row, 'percent_bp')
  return {
    ...spanIn(row),
    serviceId: maybeNumberIn(row, 'service_id'),
    name: textIn(row, 'name'),
    off: percentBp === null ? { amountMinor: numberIn(row, 'amount_minor') } : { percentBp },
  }
}

const chargeFacts = (row: Row, { taxes }: Catalogue): ChargeFacts => ({
  id: numberIn(row, 'id'),
  description: textIn(row, 'description'),
  unit: textIn(row, 'unit'),
  quantityMilli: numberIn(row, 'quantity_milli'),
  unitPriceMinor: numberIn(row, 'unit_price_minor'),
  tax: taxes.get(numberIn(row, 'tax_rate_id')),
  taxIncluded: row['tax_included'] === 1,
  chargedOn: textIn(row, 'charged_on'),
})

const spanIn = (row: Row) => ({ from: textIn(row, 'from_on'), until: maybeTextIn(row, 'until_on') })
