import type { BillLineKind } from '../../db/ledger-tables.ts'
import type { Label } from './facts.ts'
import { WHOLE } from './facts.ts'

/** A line of an issued bill, as far as it is compared. */
export interface ComparedLine {
  readonly kind: BillLineKind
  readonly serviceId: number | null
  readonly label: Label
  readonly days: number | null
  readonly daysOf: number | null
  readonly quantityMilli: number | null
  readonly unitPriceMinor: number | null
  readonly priceSince: string | null
  readonly shareBp: number
  readonly taxBp: number
  /** Tax in it. */
  readonly amountMinor: number
}

/** Why something costs more or less than on the last bill. */
export type ChangeReason =
  | { readonly what: 'began' }
  | { readonly what: 'ended' }
  | {
      readonly what: 'price'
      readonly beforeMinor: number
      readonly nowMinor: number
      /** Null for a founding price. */
      readonly since: string | null
    }
  | { readonly what: 'quantity'; readonly before: number; readonly now: number }
  /** Billed for a part of the month, this time or last time. */
  | { readonly what: 'part' | 'part_before'; readonly days: number; readonly daysOf: number }
  /** So many days rest, this time or last time. */
  | { readonly what: 'paused' | 'paused_before'; readonly days: number }
  | { readonly what: 'tax'; readonly beforeBp: number; readonly nowBp: number }
  /** The same in all that is said; tax that was rounded over the whole bill fell otherwise. */
  | { readonly what: 'rounding' }

/** What became dearer or cheaper. */
export interface BillChange {
  readonly kind: BillLineKind
  readonly label: Label
  readonly beforeMinor: number
  readonly nowMinor: number
  /** One or more for a service; charges and discounts speak for themselves. */
  readonly reasons: readonly ChangeReason[]
}

/**
 * What changed from one bill to the next: of each service, charge and discount that no longer costs the same, and of nothing
 * else. The differences add up to that of the totals.
 */
export function compareBills(before: readonly ComparedLine[], now: readonly ComparedLine[]): readonly BillChange[] {
  const [was, is] = [before, now].map((lines) => Map.groupBy(lines, nameOf))
  const names = new Set([...(is?.keys() ?? []), ...(was?.keys() ?? [])])
  return [...names].flatMap((name) => changeOf(was?.get(name) ?? [], is?.get(name) ?? []))
}

/** What a line is about, on whichever bill it stands. */
function nameOf({ kind, serviceId, label }: ComparedLine): string {
  return kind === 'service' ? `service ${serviceId}` : `${kind} ${serviceId ?? ''} ${JSON.stringify(label)}`
}

function changeOf(before: readonly ComparedLine[], now: readonly ComparedLine[]): BillChange[] {
  const example = now.at(-1) ?? before.at(-1)
  const [beforeMinor, nowMinor] = [sumOf(before), sumOf(now)]
  if (!example || beforeMinor === nowMinor) return []
  const { kind, label } = example
  return [{ kind, label, beforeMinor, nowMinor, reasons: kind === 'service' ? reasonsOf(before, now) : [] }]
}

const sumOf = (lines: readonly ComparedLine[]) => lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

function reasonsOf(before: readonly ComparedLine[], now: readonly ComparedLine[]): readonly ChangeReason[] {
  const [was, is] = [before[0], now.at(-1)]
  if (!was) return [{ what: 'began' }, ...partOf('part', now)]
  if (!is) return [{ what: 'ended' }]
  const reasons = [
    ...priceReason(was, is),
    ...quantityReason(was, is),
    ...partReasons(before, now),
    ...pauseReasons(before, now),
    ...taxReason(was, is),
  ]
  return reasons.length > 0 ? reasons : [{ what: 'rounding' }]
}

function priceReason(was: ComparedLine, is: ComparedLine): ChangeReason[] {
  const [beforeMinor, nowMinor] = [was.unitPriceMinor ?? 0, is.unitPriceMinor ?? 0]
  return beforeMinor === nowMinor ? [] : [{ what: 'price', beforeMinor, nowMinor, since: is.priceSince }]
}

function quantityReason(was: ComparedLine, is: ComparedLine): ChangeReason[] {
  const [before, now] = [was, is].map(({ quantityMilli }) => (quantityMilli ?? 0) / 1000)
  return before === now || before === undefined || now === undefined ? [] : [{ what: 'quantity', before, now }]
}

/** Months that are billed for the same part of themselves give no reason. */
function partReasons(before: readonly ComparedLine[], now: readonly ComparedLine[]): ChangeReason[] {
  const [then, at] = [partOf('part_before', before), partOf('part', now)]
  return isSame(then[0], at[0]) ? [] : [...at, ...then]
}

interface Part {
  readonly what: 'part' | 'part_before'
  readonly days: number
  readonly daysOf: number
}

function partOf(what: Part['what'], lines: readonly ComparedLine[]): Part[] {
  const daysOf = lines[0]?.daysOf ?? 0
  const days = lines.reduce((sum, line) => sum + (line.days ?? 0), 0)
  return days < daysOf ? [{ what, days, daysOf }] : []
}

const isSame = (one: Part | undefined, other: Part | undefined) =>
  one?.days === other?.days && one?.daysOf === other?.daysOf

function pauseReasons(before: readonly ComparedLine[], now: readonly ComparedLine[]): ChangeReason[] {
  const [then, at] = [before, now].map(pausedDays)
  if (then === at) return []
  return [
    ...(at ? [{ what: 'paused', days: at } as const] : []),
    ...(then ? [{ what: 'paused_before', days: then } as const] : []),
  ]
}

const pausedDays = (lines: readonly ComparedLine[]) =>
  lines.reduce((sum, { days, shareBp }) => sum + (shareBp < WHOLE ? (days ?? 0) : 0), 0)

const taxReason = (was: ComparedLine, is: ComparedLine): ChangeReason[] =>
  was.taxBp === is.taxBp ? [] : [{ what: 'tax', beforeBp: was.taxBp, nowBp: is.taxBp }]
