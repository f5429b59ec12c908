/**
 * The tables of what customers are served with. Amounts are in minor units of the books' currency, days `YYYY-MM-DD`, spans
 * half-open, shares and rates in basis points; 0 and 1 mean what the column's name says.
 */
import type { Generated } from 'kysely'
import type { CustomerType } from './tables.ts'

export interface BooksRow {
  id: number
  /** ISO 4217; settled when the database is first opened. */
  currency: string
  /** From the day of issue to the day by which a bill is due. */
  due_days: number
  /** Credit notes and write-offs above it need a second person. Refunds always do. */
  second_person_above_minor: number
  /** What the links on printed bills are sealed with; null until the portal has drawn it. */
  seal_key: Uint8Array | null
}

/** What was found when the books were last proven. */
export interface BooksProofRow {
  id: number
  begun_at: number
  /** Null while the first proof is being made. */
  checked_at: number | null
  /** JSON: a line for each fault. */
  faults: string
}

/** A form that was sent, by its key. */
export interface FormSentRow {
  form_key: string
  sent_at: number
}

export interface TaxRateRow {
  id: Generated<number>
  name: string
  created_at: number
}

/** Of several values from one day on the newest row counts. */
export interface TaxRateValueRow {
  id: Generated<number>
  tax_rate_id: number
  from_on: string
  basis_points: number
  created_at: number
}

export interface PlanRow {
  id: Generated<number>
  customer_type: CustomerType
  /** Null for a standard plan, which is called after its type in the reader's language. */
  name: string | null
  is_standard: number
  tax_rate_id: number | null
  tax_included: number
  created_at: number
}

/** Of several prices from one day on the newest row counts. */
export interface PlanPriceRow {
  id: Generated<number>
  plan_id: number
  from_on: string
  /** For one of it, for a whole month. */
  price_minor: number
  created_at: number
}

export interface ServiceRow {
  id: Generated<number>
  customer_id: number
  plan_id: number
  quantity: number
  starts_on: string
  ends_on: string | null
  follows_customer: number
  created_at: number
}

export interface ServicePauseRow {
  id: Generated<number>
  service_id: number
  from_on: string
  until_on: string | null
  billed_share_bp: number
  created_at: number
}

export interface DiscountRow {
  id: Generated<number>
  customer_id: number
  /** Null for a discount on all that the customer is billed. */
  service_id: number | null
  name: string
  percent_bp: number | null
  /** For a whole month. */
  amount_minor: number | null
  from_on: string
  until_on: string | null
  created_at: number
}

export interface WasteItemRow {
  id: Generated<number>
  name: string
  /** `kg`, `bag`. */
  unit: string
  price_minor: number
  tax_rate_id: number | null
  tax_included: number
  created_at: number
}

export interface ExtraChargeRow {
  id: Generated<number>
  customer_id: number
  waste_item_id: number | null
  description: string
  unit: string
  /** Thousandths, so that 2.5 m³ can be charged. */
  quantity_milli: number
  unit_price_minor: number
  tax_rate_id: number | null
  tax_included: number
  charged_on: string
  unique_key: string
  withdrawn_at: number | null
  created_at: number
}

export type CustomerGroup = 'all' | CustomerType

export interface ServiceTables {
  books: BooksRow
  books_proof: BooksProofRow
  discount: DiscountRow
  extra_charge: ExtraChargeRow
  form_sent: FormSentRow
  plan: PlanRow
  plan_price: PlanPriceRow
  service: ServiceRow
  service_pause: ServicePauseRow
  tax_rate: TaxRateRow
  tax_rate_value: TaxRateValueRow
  waste_item: WasteItemRow
}
