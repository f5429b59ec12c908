import type { Selectable } from 'kysely'
import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { BooksRow, PlanPriceRow, PlanRow } from '../../db/service-tables.ts'
import type { CustomerType } from '../../db/tables.ts'
import type { Refused } from '../../values/refused.ts'

/** A price in force from a day on. */
export type PlanPrice = Readonly<Pick<Selectable<PlanPriceRow>, 'plan_id' | 'from_on' | 'price_minor'>>

export type Plan = Readonly<Omit<Selectable<PlanRow>, 'created_at'>> & { readonly prices: readonly PlanPrice[] }

/** All plans with their prices, the newest price last. Operators have a few. */
export async function plansOf(db: Db): Promise<readonly Plan[]> {
  const plans = await db
    .selectFrom('plan')
    .select(['id', 'customer_type', 'name', 'is_standard', 'tax_rate_id', 'tax_included'])
    .orderBy('id')
    .execute()
  const prices = await db
    .selectFrom('plan_price')
    .select(['plan_id', 'from_on', 'price_minor'])
    .orderBy('from_on')
    .orderBy('id')
    .execute()
  return plans.map((plan) => ({ ...plan, prices: prices.filter(({ plan_id }) => plan_id === plan.id) }))
}

/** How prices of a plan or an item are taxed: without a tax nothing is added. */
export interface TaxChoice {
  readonly taxRateId: number | null
  /** Whether the price has the tax in it. */
  readonly prices: 'with_tax' | 'without_tax'
}

export interface PlanEntry extends TaxChoice {
  readonly customerType: CustomerType
  readonly name: string
  readonly fromOn: string
  /** For a whole month, in minor units. */
  readonly priceMinor: number
}

/** Adds a plan beside the standard one of its type. */
export function addPlan(parts: Changing, entry: PlanEntry): Promise<{ readonly success: true; readonly id: number }> {
  const { customerType, name, fromOn, priceMinor, ...tax } = entry
  return parts.change(async (trx, commit) => {
    const created_at = parts.clock.now()
    const { id } = await trx
      .insertInto('plan')
      .values({ customer_type: customerType, name, is_standard: 0, ...taxColumns(tax), created_at })
      .returning('id')
      .executeTakeFirstOrThrow()
    const price = { plan_id: id, from_on: fromOn, price_minor: priceMinor, created_at }
    await trx.insertInto('plan_price').values(price).execute()
    await tell(commit, parts, 'plan_added', `plan ${id}`, { price: priceMinor, from: fromOn })
    return { success: true, id } as const
  })
}

/** Tables keep whether a price has the tax in it as 0 or 1. */
export const taxColumns = ({ taxRateId, prices }: TaxChoice) => ({
  tax_rate_id: taxRateId,
  tax_included: prices === 'with_tax' ? 1 : 0,
})

export type PlanChanged = { readonly success: true } | Refused<'unknown_plan'>

/**
 * Sets a plan's price from a day on. The history only grows: a price that was set wrongly is followed by the right one from the
 * same day. Days that stand on bills keep their price.
 */
export function setPrice(
  parts: Changing,
  { planId, fromOn, priceMinor }: { readonly planId: number; readonly fromOn: string; readonly priceMinor: number },
): Promise<PlanChanged> {
  return parts.change(async (trx, commit): Promise<PlanChanged> => {
    const plan = await trx.selectFrom('plan').select('id').where('id', '=', planId).executeTakeFirst()
    if (!plan) return { success: false, reason: 'unknown_plan' }
    const row = { plan_id: planId, from_on: fromOn, price_minor: priceMinor, created_at: parts.clock.now() }
    await trx.insertInto('plan_price').values(row).execute()
    await tell(commit, parts, 'price_set', `plan ${planId}`, { price: priceMinor, from: fromOn })
    return { success: true }
  })
}

/** Chooses the tax of a plan, for all bills that are issued from now on. */
export function setPlanTax(parts: Changing, planId: number, tax: TaxChoice): Promise<PlanChanged> {
  return parts.change(async (trx, commit): Promise<PlanChanged> => {
    const plan = await trx
      .updateTable('plan')
      .set(taxColumns(tax))
      .where('id', '=', planId)
      .returning('id')
      .executeTakeFirst()
    if (!plan) return { success: false, reason: 'unknown_plan' }
    await tell(commit, parts, 'tax_set', `plan ${planId}`, { tax: tax.taxRateId ?? 'none', prices: tax.prices })
    return { success: true }
  })
}

/** Changes by when bills are due, or above which sum a second person is asked. */
export function setBooks(
  parts: Changing,
  rules: Partial<Pick<BooksRow, 'due_days' | 'second_person_above_minor'>>,
): Promise<void> {
  return parts.change(async (trx, commit) => {
    await trx.updateTable('books').set(rules).where('id', '=', 1).execute()
    await tell(commit, parts, 'books_changed', 'books', { ...rules })
  })
}
