import type { TextKey } from '../../locales/index.ts'
import type { View } from '../../ui/index.ts'
import type { Plan } from '../services/plans.ts'
import type { CustomerService } from '../services/services.ts'
import type { TaxRate } from '../services/taxes.ts'

/** A plan's own name, or what a standard plan is called in the reader's language. */
export const planName = (
  { t }: Pick<View, 't'>,
  { name, customer_type }: Pick<Plan, 'name' | 'customer_type'>,
): string => name ?? t(`billing.plan.${customer_type}` satisfies TextKey)

/** The same of a service. */
export const serviceName = (view: Pick<View, 't'>, { plan_name: name, customer_type }: CustomerService): string =>
  planName(view, { name, customer_type })

/** The price in force on a day; undefined before the first one. */
export const priceOn = ({ prices }: Pick<Plan, 'prices'>, day: string) =>
  prices.findLast(({ from_on }) => from_on <= day)

/** The prices that are still to come, the next one first; of several from one day the newest. */
export const pricesAfter = ({ prices }: Pick<Plan, 'prices'>, day: string) =>
  prices.filter(({ from_on }, index) => from_on > day && from_on !== prices[index + 1]?.from_on)

/** How a price is taxed: not at all, with the tax in it, or with the tax on top. */
export function taxWords(
  { t, formats }: Pick<View, 't' | 'formats'>,
  taxes: readonly TaxRate[],
  {
    tax_rate_id,
    tax_included,
    day,
  }: { readonly tax_rate_id: number | null; readonly tax_included: number; readonly day: string },
): string {
  const tax = taxes.find(({ id }) => id === tax_rate_id)
  if (!tax) return t('billing.prices.untaxed')
  const rate = formats.share(tax.values.findLast(({ from_on }) => from_on <= day)?.basis_points ?? 0)
  return t(tax_included === 1 ? 'billing.prices.taxIn' : 'billing.prices.taxOn', { tax: tax.name, rate })
}
