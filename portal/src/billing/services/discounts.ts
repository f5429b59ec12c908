import type { Selectable } from 'kysely'
import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { DiscountRow } from '../../db/service-tables.ts'
import type { Refused } from '../../values/refused.ts'
import { holdCustomer, holdCustomerById } from '../hold-customer.ts'

export type Discount = Readonly<Omit<Selectable<DiscountRow>, 'created_at'>>

/** A customer's discounts, past ones too. */
export const discountsOf = (db: Db, customerId: number): Promise<Discount[]> =>
  db
    .selectFrom('discount')
    .select(['id', 'customer_id', 'service_id', 'name', 'percent_bp', 'amount_minor', 'from_on', 'until_on'])
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()

export interface DiscountEntry {
  /** The customer's number. */
  readonly customer: string
  /** Null for a discount on all services. */
  readonly serviceId: number | null
  readonly name: string
  /** A percentage in basis points, or a sum for a whole month. */
  readonly off: { readonly percentBp: number } | { readonly amountMinor: number }
  readonly fromOn: string
  readonly untilOn: string | null
}

export type DiscountAdded =
  | { readonly success: true; readonly id: number }
  | Refused<'unknown_customer' | 'unknown_service'>

/** Takes something off what a customer is billed, from a day on. */
export function addDiscount(parts: Changing, entry: DiscountEntry): Promise<DiscountAdded> {
  const { customer: number, serviceId, name, off, fromOn, untilOn } = entry
  return parts.change(async (trx, commit): Promise<DiscountAdded> => {
    const customer = await holdCustomer(trx, number)
    if (!customer) return { success: false, reason: 'unknown_customer' }
    if (serviceId !== null && !(await ownsService(trx, customer.id, serviceId)))
      return { success: false, reason: 'unknown_service' }
    const { id } = await trx
      .insertInto('discount')
      .values({
        ...{ customer_id: customer.id, service_id: serviceId, name, from_on: fromOn, until_on: untilOn },
        percent_bp: 'percentBp' in off ? off.percentBp : null,
        amount_minor: 'amountMinor' in off ? off.amountMinor : null,
        created_at: parts.clock.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tell(commit, parts, 'discount_added', `customer ${number}`, { discount: id, from: fromOn, ...off })
    return { success: true, id }
  })
}

const ownsService = async (trx: Db, customerId: number, serviceId: number): Promise<boolean> =>
  (await trx
    .selectFrom('service')
    .select('id')
    .where('id', '=', serviceId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()) !== undefined

/** Ends a discount: `untilOn` is the first day without it. Bills that were issued keep it. */
export function endDiscount(
  parts: Changing,
  { discountId, untilOn }: { readonly discountId: number; readonly untilOn: string },
): Promise<{ readonly success: true } | Refused<'unknown_discount' | 'before_start'>> {
  return parts.change(async (trx, commit) => {
    const discount = await trx
      .selectFrom('discount')
      .select(['customer_id', 'from_on'])
      .where('id', '=', discountId)
      .executeTakeFirst()
    if (!discount) return { success: false, reason: 'unknown_discount' } as const
    if (untilOn < discount.from_on) return { success: false, reason: 'before_start' } as const
    const { number } = await holdCustomerById(trx, discount.customer_id)
    await trx.updateTable('discount').set({ until_on: untilOn }).where('id', '=', discountId).execute()
    await tell(commit, parts, 'discount_ended', `customer ${number}`, { discount: discountId, until: untilOn })
    return { success: true } as const
  })
}
