import type { BillLineKind } from '../../db/ledger-tables.ts'
import type { TextKey } from '../../locales/index.ts'
import type { Span } from '../../values/span.ts'

/** 10 000 basis points are the whole. */
export const WHOLE = 10_000

/** What is in force from a day on, until the next one begins. Lists of it are sorted by day. */
export interface PriceStep {
  readonly fromOn: string
  readonly priceMinor: number
}

export interface TaxStep {
  readonly fromOn: string
  readonly basisPoints: number
}

export interface Tax {
  readonly name: string
  readonly steps: readonly TaxStep[]
}

/** How a price is taxed. Without a tax nothing is added, and nothing is in it. */
export interface Taxing {
  readonly tax: Tax | undefined
  /** Whether the price has the tax in it. */
  readonly taxIncluded: boolean
}

/** A text of ours, or words that somebody chose. */
export type Label = { readonly key: TextKey } | { readonly text: string }

/** A service as it is billed. */
export interface ServiceFacts extends Taxing {
  readonly id: number
  readonly label: Label
  readonly quantity: number
  readonly served: Span
  readonly prices: readonly PriceStep[]
  readonly pauses: readonly (Span & { readonly billedShareBp: number })[]
  /** What stands on bills already. */
  readonly billed: readonly Span[]
}

/** A charge that waits for its bill. */
export interface ChargeFacts extends Taxing {
  readonly id: number
  readonly description: string
  readonly unit: string
  readonly quantityMilli: number
  readonly unitPriceMinor: number
  readonly chargedOn: string
}

/** A discount on one service, or on all services. */
export interface DiscountFacts extends Span {
  readonly serviceId: number | null
  readonly name: string
  readonly off: { readonly percentBp: number } | { readonly amountMinor: number }
}

/** A line before its tax is known: `amountMinor` is as the price is, with or without. */
export interface PricedLine {
  readonly kind: BillLineKind
  readonly serviceId: number | null
  readonly extraChargeId: number | null
  readonly label: Label
  readonly from: string | null
  readonly until: string | null
  readonly days: number | null
  readonly daysOf: number | null
  readonly quantityMilli: number | null
  readonly unit: string | null
  readonly unitPriceMinor: number | null
  readonly priceSince: string | null
  readonly shareBp: number
  readonly taxName: string | null
  readonly taxBp: number
  readonly taxIncluded: boolean
  readonly amountMinor: number
}

export interface DraftLine extends Omit<PricedLine, 'amountMinor'> {
  readonly netMinor: number
  readonly taxMinor: number
}

/** What is taxed at one rate on a bill. */
export interface TaxTotal {
  readonly name: string | null
  readonly basisPoints: number
  readonly netMinor: number
  readonly taxMinor: number
}

/** What a bill will say. */
export interface Draft {
  readonly lines: readonly DraftLine[]
  readonly taxes: readonly TaxTotal[]
  readonly netMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}
