import { portionOf } from '../../values/spread.ts'

/** A line of a bill, with what credit notes have left of it. */
export interface CreditableLine {
  readonly position: number
  readonly netMinor: number
  readonly taxMinor: number
  readonly leftNetMinor: number
  readonly leftTaxMinor: number
}

/** So much of a line is taken back. */
export interface CreditLine {
  readonly position: number
  readonly netMinor: number
  readonly taxMinor: number
}

/** How much of a line is to be taken back, its tax in it. */
export interface CreditWish {
  readonly position: number
  readonly totalMinor: number
}

/** Takes back all that is left of a bill, discounts as well. */
export const creditAll = (lines: readonly CreditableLine[]): readonly CreditLine[] =>
  lines
    .filter(({ leftNetMinor, leftTaxMinor }) => leftNetMinor !== 0 || leftTaxMinor !== 0)
    .map(({ position, leftNetMinor, leftTaxMinor }) => ({ position, netMinor: leftNetMinor, taxMinor: leftTaxMinor }))

/**
 * Takes parts of lines back. Tax goes with its net as they stand on the line, and never more of either than is left.
 * @returns undefined when a line is not there, named twice, takes off itself, or has less left than is asked for
 */
export function creditParts(
  lines: readonly CreditableLine[],
  wishes: readonly CreditWish[],
): readonly CreditLine[] | undefined {
  if (new Set(wishes.map(({ position }) => position)).size < wishes.length) return undefined
  const credits: CreditLine[] = []
  for (const wish of wishes) {
    const line = lines.find(({ position }) => position === wish.position)
    const credit = line && creditPart(line, wish.totalMinor)
    if (!credit) return undefined
    credits.push(credit)
  }
  return credits.length > 0 ? credits : undefined
}

function creditPart(line: CreditableLine, totalMinor: number): CreditLine | undefined {
  const { position, netMinor, taxMinor, leftNetMinor, leftTaxMinor } = line
  if (netMinor < 0 || totalMinor <= 0 || totalMinor > leftNetMinor + leftTaxMinor) return undefined
  const share = portionOf({ amountMinor: totalMinor, parts: taxMinor }, netMinor + taxMinor)
  const tax = Math.max(Math.min(share, leftTaxMinor), totalMinor - leftNetMinor)
  return { position, netMinor: totalMinor - tax, taxMinor: tax }
}
