import type { Value } from '@kerbside/otp'
import type { Selectable } from 'kysely'
import type { BillLineRow, BillRow } from '../../db/ledger-tables.ts'
import { BEGINNING } from '../books.ts'
import { hashOf } from '../documents.ts'
import type { DraftLine, Label } from '../rules/facts.ts'

/** What a bill says, in the order in which its hash covers it. */
export const billFacts = [
  'number',
  'customer_id',
  'period',
  'kind',
  'round',
  'issued_on',
  'due_on',
  'currency',
  'net_minor',
  'tax_minor',
  'total_minor',
  'tax_summary',
  'customer_number',
  'customer_name',
  'customer_address',
  'issued_at',
] as const satisfies readonly (keyof BillRow)[]

export const lineFacts = [
  'position',
  'kind',
  'service_id',
  'extra_charge_id',
  'label_key',
  'label',
  'from_on',
  'until_on',
  'days',
  'days_of',
  'quantity_milli',
  'unit',
  'unit_price_minor',
  'price_since',
  'share_bp',
  'tax_name',
  'tax_bp',
  'tax_included',
  'net_minor',
  'tax_minor',
] as const satisfies readonly (keyof BillLineRow)[]

export type SaidOfBill = Pick<Selectable<BillRow>, (typeof billFacts)[number]>
export type SaidOfLine = Pick<Selectable<BillLineRow>, (typeof lineFacts)[number]>

/** A bill's hash: of what it says, what its lines say, and the bill before it. */
export const billHash = (before: Uint8Array, bill: SaidOfBill, lines: readonly SaidOfLine[]): Uint8Array =>
  hashOf(before, [billFacts.map((fact) => bill[fact]), ...lines.map(lineValues)])

/** A line's facts as values of {@link lineFacts}. */
export const lineValues = (line: SaidOfLine): readonly Value[] => lineFacts.map((fact) => line[fact])

/** A line of a draft, at its place on the bill. */
export const lineRow = (line: DraftLine, position: number): SaidOfLine => ({
  position,
  kind: line.kind,
  service_id: line.serviceId,
  extra_charge_id: line.extraChargeId,
  ...labelRow(line.label),
  from_on: line.from,
  until_on: line.until,
  days: line.days,
  days_of: line.daysOf,
  quantity_milli: line.quantityMilli,
  unit: line.unit,
  unit_price_minor: line.unitPriceMinor,
  price_since: line.priceSince === BEGINNING ? null : line.priceSince,
  share_bp: line.shareBp,
  tax_name: line.taxName,
  tax_bp: line.taxBp,
  tax_included: line.taxIncluded ? 1 : 0,
  net_minor: line.netMinor,
  tax_minor: line.taxMinor,
})

const labelRow = (label: Label) =>
  'key' in label ? { label_key: label.key, label: null } : { label_key: null, label: label.text }
