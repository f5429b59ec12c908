import type { Row, Trx } from '@kerbside/otp'
import type { TextKey } from '../../locales/index.ts'
import type { Label, PriceStep, Tax, Taxing } from '../rules/facts.ts'
import { numberIn, textIn } from './read-row.ts'

/** Whoever answers a query of plain SQL: a transaction, or the store for what only looks. */
export type Reader = Pick<Trx, 'all'>

/** A plan with its prices. */
export interface PlanFacts extends Taxing {
  readonly label: Label
  readonly prices: readonly PriceStep[]
}

/** What prices and taxes are in force when. Operators have a few of each. */
export interface Catalogue {
  readonly plans: ReadonlyMap<number, PlanFacts>
  readonly taxes: ReadonlyMap<number, Tax>
}

const TAXES = `SELECT tax_rate.id, tax_rate.name, tax_rate_value.from_on, tax_rate_value.basis_points
  FROM tax_rate JOIN tax_rate_value ON tax_rate_value.tax_rate_id = tax_rate.id
  ORDER BY tax_rate.id, tax_rate_value.from_on, tax_rate_value.id`

const PRICES = `SELECT plan.id, plan.name, plan.customer_type, plan.tax_rate_id, plan.tax_included,
    plan_price.from_on, plan_price.price_minor
  FROM plan JOIN plan_price ON plan_price.plan_id = plan.id ORDER BY plan.id, plan_price.from_on, plan_price.id`

export async function loadCatalogue(reader: Reader): Promise<Catalogue> {
  const taxes = mapOf(await reader.all(TAXES), (rows, first) => ({
    name: textIn(first, 'name'),
    steps: newestOfDay(
      rows.map((row) => ({ fromOn: textIn(row, 'from_on'), basisPoints: numberIn(row, 'basis_points') })),
    ),
  }))
  const plans = mapOf(await reader.all(PRICES), (rows, first) => ({
    label: labelOf(first),
    tax: taxes.get(numberIn(first, 'tax_rate_id')),
    taxIncluded: first['tax_included'] === 1,
    prices: newestOfDay(
      rows.map((row) => ({ fromOn: textIn(row, 'from_on'), priceMinor: numberIn(row, 'price_minor') })),
    ),
  }))
  return { plans, taxes }
}

const mapOf = <T>(rows: readonly Row[], make: (rows: readonly Row[], first: Row) => T): Map<number, T> =>
  new Map(
    [...Map.groupBy(rows, (row) => numberIn(row, 'id'))].flatMap(([id, same]): [number, T][] =>
      same[0] ? [[id, make(same, same[0])]] : [],
    ),
  )

/** Of several steps that begin on one day the newest counts; they come sorted by day, the newest last. */
const newestOfDay = <Step extends { readonly fromOn: string }>(steps: readonly Step[]): readonly Step[] =>
  steps.filter(({ fromOn }, index) => fromOn !== steps[index + 1]?.fromOn)

const standardPlans: Readonly<Record<string, TextKey>> = {
  household: 'billing.plan.household',
  shop: 'billing.plan.shop',
  hotel: 'billing.plan.hotel',
  institution: 'billing.plan.institution',
}

function labelOf(row: Row): Label {
  const { name } = row
  if (typeof name === 'string') return { text: name }
  return { key: standardPlans[textIn(row, 'customer_type')] ?? 'billing.plan.household' }
}
