import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Changing } from '../../audit/index.ts'
import { tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { ExtraChargeRow, WasteItemRow } from '../../db/service-tables.ts'
import type { Refused } from '../../values/refused.ts'
import { holdCustomer, holdCustomerById } from '../hold-customer.ts'
import type { TaxChoice } from './plans.ts'
import { taxColumns } from './plans.ts'

export type WasteItem = Readonly<Omit<Selectable<WasteItemRow>, 'created_at'>>

export const wasteItemsOf = (db: Db): Promise<WasteItem[]> =>
  db
    .selectFrom('waste_item')
    .select(['id', 'name', 'unit', 'price_minor', 'tax_rate_id', 'tax_included'])
    .orderBy('name')
    .execute()

export interface WasteItemEntry extends TaxChoice {
  readonly name: string
  readonly unit: string
  readonly priceMinor: number
}

/** Keeps a waste item under its name. Charges that were entered before keep their price. */
export function saveWasteItem(parts: Changing, entry: WasteItemEntry): Promise<{ readonly id: number }> {
  const { name, unit, priceMinor, ...tax } = entry
  return parts.change(async (trx, commit) => {
    const facts = { unit, price_minor: priceMinor, ...taxColumns(tax) }
    const saved = await trx
      .insertInto('waste_item')
      .values({ name, ...facts, created_at: parts.clock.now() })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(facts))
      .returning('id')
      .executeTakeFirstOrThrow()
    await tell(commit, parts, 'item_saved', `waste item ${saved.id}`, { price: priceMinor })
    return saved
  })
}

/** What is charged: an item at its price, or something described with a price of its own. */
export type Charged =
  | { readonly wasteItemId: number }
  | (TaxChoice & { readonly description: string; readonly unit: string; readonly unitPriceMinor: number })

export interface ChargeEntry {
  /** The customer's number. */
  readonly customer: string
  readonly charged: Charged
  /** Thousandths: 2500 for two and a half. */
  readonly quantityMilli: number
  readonly chargedOn: string
  /** Of the form: what is sent twice is charged once. */
  readonly uniqueKey: string
}

export type ChargeAdded =
  | { readonly success: true; readonly id: number }
  | Refused<'unknown_customer' | 'unknown_item' | 'already_recorded'>

/** Charges something that the next bill takes up. */
export function addExtraCharge(parts: Changing, entry: ChargeEntry): Promise<ChargeAdded> {
  return parts.change(async (trx, commit): Promise<ChargeAdded> => {
    const customer = await holdCustomer(trx, entry.customer)
    if (!customer) return { success: false, reason: 'unknown_customer' }
    const facts = await factsOf(trx, entry.charged)
    if (!facts) return { success: false, reason: 'unknown_item' }
    const added = await trx
      .insertInto('extra_charge')
      .values({
        ...facts,
        ...{ customer_id: customer.id, quantity_milli: entry.quantityMilli, charged_on: entry.chargedOn },
        ...{ unique_key: entry.uniqueKey, created_at: parts.clock.now() },
      })
      .onConflict((conflict) => conflict.column('unique_key').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) return { success: false, reason: 'already_recorded' }
    const details = { charge: added.id, quantityMilli: entry.quantityMilli, unitPrice: facts.unit_price_minor }
    await tell(commit, parts, 'charge_added', `customer ${customer.number}`, details)
    return { success: true, id: added.id }
  })
}

async function factsOf(trx: Db, charged: Charged) {
  if (!('wasteItemId' in charged)) {
    const { description, unit, unitPriceMinor, ...tax } = charged
    return { waste_item_id: null, description, unit, unit_price_minor: unitPriceMinor, ...taxColumns(tax) }
  }
  const item = await trx
    .selectFrom('waste_item')
    .select(['name', 'unit', 'price_minor', 'tax_rate_id', 'tax_included'])
    .where('id', '=', charged.wasteItemId)
    .executeTakeFirst()
  if (!item) return undefined
  const { name: description, price_minor: unit_price_minor, ...rest } = item
  return { waste_item_id: charged.wasteItemId, description, unit_price_minor, ...rest }
}

/** Takes a charge back that stands on no bill yet; what stands on one is credited. */
export function withdrawCharge(
  parts: Changing,
  chargeId: number,
): Promise<{ readonly success: true } | Refused<'unknown_charge' | 'already_billed'>> {
  return parts.change(async (trx, commit) => {
    const charge = await trx
      .selectFrom('extra_charge')
      .select('customer_id')
      .where('id', '=', chargeId)
      .executeTakeFirst()
    if (!charge) return { success: false, reason: 'unknown_charge' } as const
    const { number } = await holdCustomerById(trx, charge.customer_id)
    const withdrawn = await trx
      .updateTable('extra_charge')
      .set({ withdrawn_at: parts.clock.now() })
      .where('id', '=', chargeId)
      .where('withdrawn_at', 'is', null)
      .where(isWaiting)
      .returning('id')
      .executeTakeFirst()
    if (!withdrawn) return { success: false, reason: 'already_billed' } as const
    await tell(commit, parts, 'charge_withdrawn', `customer ${number}`, { charge: chargeId })
    return { success: true } as const
  })
}

const isWaiting = sql<boolean>`NOT EXISTS (SELECT 1 FROM bill_line WHERE bill_line.extra_charge_id = extra_charge.id)`

export type WaitingCharge = Readonly<
  Pick<
    Selectable<ExtraChargeRow>,
    'id' | 'description' | 'unit' | 'quantity_milli' | 'unit_price_minor' | 'charged_on' | 'tax_included'
  >
>

/** A customer's charges that wait for their bill. */
export const waitingCharges = (db: Db, customerId: number): Promise<WaitingCharge[]> =>
  db
    .selectFrom('extra_charge')
    .select(['id', 'description', 'unit', 'quantity_milli', 'unit_price_minor', 'charged_on', 'tax_included'])
    .where('customer_id', '=', customerId)
    .where('withdrawn_at', 'is', null)
    .where(isWaiting)
    .orderBy('id')
    .execute()
