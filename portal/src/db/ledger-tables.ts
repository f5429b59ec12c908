/** The tables of bills and money, in the words of `service-tables.ts`. */
import type { Generated } from 'kysely'
import type { CustomerGroup } from './service-tables.ts'

export interface BillingBandRow {
  customer_group: CustomerGroup
  low_minor: number
  high_minor: number
}

export interface BillingRunRow {
  id: Generated<number>
  period: string
  customer_group: CustomerGroup
  state: 'planned' | 'issuing' | 'done' | 'dropped'
  planned_bills: number
  planned_minor: number
  out_of_band: number
  /** All customers up to this id have been looked at for the plan. */
  counted_customer_id: Generated<number>
  /** When the plan was complete; before that it cannot be approved. */
  counted_at: number | null
  /** The regular bills of the month before of those who are to be billed, and what they came to. */
  bills_before: Generated<number>
  before_minor: Generated<number>
  zero_bills: Generated<number>
  unreachable: Generated<number>
  /** All customers up to this id are done with. */
  past_customer_id: Generated<number>
  /** Bills of which nobody was told, since nobody can be reached. */
  untold: Generated<number>
  /** When a process last did something for the run. */
  worked_at: number | null
  bills: Generated<number>
  total_minor: Generated<number>
  planned_by: number | null
  approved_by: number | null
  released_by: number | null
  planned_at: number
  approved_at: number | null
  done_at: number | null
}

/** What a plan would issue to a customer; there while the plan is. */
export interface BillingPreviewRow {
  billing_run_id: number
  customer_id: number
  /** Null for a customer who had a bill the month before, and now gets none. */
  total_minor: number | null
  /** The regular bill of the month before; null where there was none. */
  before_minor: number | null
  /** How far the two differ, in either direction; 0 where there is but one. */
  change_minor: number
  is_outlier: number
  is_reachable: number
}

/** A bill of a run of which nobody was told. */
export interface UntoldBillRow {
  bill_id: number
  billing_run_id: number
}

export type BillKind = 'regular' | 'extra' | 'opening'

export interface BillRow {
  id: number
  series: string
  place: number
  number: string
  customer_id: number
  /** `YYYY-MM`. */
  period: string
  kind: BillKind
  /** How often before this period was billed and taken back with its days. */
  round: number
  billing_run_id: number | null
  issued_on: string
  due_on: string
  currency: string
  net_minor: number
  tax_minor: number
  total_minor: number
  /** JSON: a list of `{ name, basisPoints, netMinor, taxMinor }`. */
  tax_summary: string
  customer_number: string
  customer_name: string
  customer_address: string
  /** Over the content and the hash of the bill before it in its series. */
  hash: Uint8Array
  issued_at: number
}

export type BillLineKind = 'service' | 'extra' | 'discount' | 'opening'

export interface BillLineRow {
  bill_id: number
  position: number
  kind: BillLineKind
  /** Of a discount: the service that it is given on; null when on all. */
  service_id: number | null
  extra_charge_id: number | null
  /** A text key, or `label` as somebody wrote it. */
  label_key: string | null
  label: string | null
  from_on: string | null
  until_on: string | null
  /** `12` of `12 of 30 days`. */
  days: number | null
  days_of: number | null
  quantity_milli: number | null
  unit: string | null
  unit_price_minor: number | null
  /** Since when the price is in force; null for a founding price. */
  price_since: string | null
  /** The share that is billed of a paused service, or taken off by a discount; else 10 000. */
  share_bp: number
  tax_name: string | null
  tax_bp: number
  /** 1 where `unit_price_minor` has the tax in it. */
  tax_included: number
  net_minor: number
  tax_minor: number
}

export interface CreditNoteRow {
  id: number
  series: string
  place: number
  number: string
  customer_id: number
  bill_id: number
  extent: 'part' | 'whole'
  /** 1 when the days may be billed again. */
  releases_days: number
  reason: string
  issued_on: string
  currency: string
  net_minor: number
  tax_minor: number
  total_minor: number
  hash: Uint8Array
  unique_key: string
  approval_id: number | null
  issued_at: number
}

export interface CreditNoteLineRow {
  credit_note_id: number
  position: number
  bill_id: number
  /** The line of the bill that it takes from. */
  bill_position: number
  net_minor: number
  tax_minor: number
}

export interface WriteOffRow {
  id: Generated<number>
  customer_id: number
  bill_id: number
  amount_minor: number
  reason: string
  written_off_on: string
  unique_key: string
  approval_id: number | null
  written_off_at: number
}

/** `opening`: credit that an import brought along. */
export type PaymentMethod = 'cash' | 'cheque' | 'bank' | 'mobile_money' | 'opening'

export interface PaymentRow {
  id: number
  series: string
  place: number
  number: string
  customer_id: number
  amount_minor: number
  currency: string
  method: PaymentMethod
  reference: string
  received_on: string
  unique_key: string
  recorded_at: number
}

/** A payment that was none: a cheque that bounced. */
export interface ReversalRow {
  id: Generated<number>
  payment_id: number
  customer_id: number
  amount_minor: number
  reason: string
  reversed_on: string
  reversed_at: number
}

export interface RefundRow {
  id: number
  series: string
  place: number
  number: string
  payment_id: number
  customer_id: number
  amount_minor: number
  currency: string
  method: string
  reference: string
  reason: string
  refunded_on: string
  unique_key: string
  approval_id: number
  refunded_at: number
}

/** So much of a payment settles so much of a bill; below zero it undoes. */
export interface AllocationRow {
  id: Generated<number>
  payment_id: number
  bill_id: number
  amount_minor: number
  allocated_at: number
}

export type ApprovalKind = 'credit_note' | 'write_off' | 'refund'

export interface ApprovalRow {
  id: Generated<number>
  kind: ApprovalKind
  customer_id: number
  amount_minor: number
  /** JSON: what is done once it is approved. */
  request: string
  unique_key: string
  state: 'asked' | 'approved' | 'declined'
  asked_by: number
  asked_at: number
  decided_by: number | null
  decided_at: number | null
}

export type EntryKind = 'bill' | 'credit_note' | 'write_off' | 'payment' | 'reversal' | 'refund'

/** A view: all that moves a customer's balance. */
export interface LedgerEntryRow {
  customer_id: number
  day: string
  at: number
  kind: EntryKind
  document_id: number
  /** Empty where the document has none. */
  number: string
  /** Above zero is owed by the customer. */
  amount_minor: number
}

export interface LedgerTables {
  allocation: AllocationRow
  approval: ApprovalRow
  bill: BillRow
  bill_line: BillLineRow
  billing_band: BillingBandRow
  billing_preview: BillingPreviewRow
  billing_run: BillingRunRow
  credit_note: CreditNoteRow
  credit_note_line: CreditNoteLineRow
  ledger_entry: LedgerEntryRow
  payment: PaymentRow
  refund: RefundRow
  reversal: ReversalRow
  untold_bill: UntoldBillRow
  write_off: WriteOffRow
}
