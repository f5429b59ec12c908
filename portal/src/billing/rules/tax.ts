import { roundTogether } from '../../values/spread.ts'
import type { DraftLine, PricedLine, TaxTotal } from './facts.ts'
import { WHOLE } from './facts.ts'

/** Names what is taxed together: one tax at one rate, in prices that all have it in them, or all have not. */
export const taxGroupOf = ({ taxName, taxBp, taxIncluded }: PricedLine): string =>
  `${taxBp} ${taxIncluded} ${taxName ?? ''}`

/**
 * Puts the tax to each line. It is reckoned on the sum of what is taxed together and rounded once; the lines share it by the
 * largest remainder, so that they add up to the bill's tax.
 * @see docs/decisions/0010-books-that-prove.md
 */
export function taxed(lines: readonly PricedLine[]): readonly DraftLine[] {
  const taxes = new Map<PricedLine, number>()
  for (const alike of Map.groupBy(lines, taxGroupOf).values()) {
    for (const [index, tax] of taxesOf(alike).entries()) {
      const line = alike[index]
      if (line) taxes.set(line, tax)
    }
  }
  return lines.map((line) => {
    const { amountMinor, ...facts } = line
    const taxMinor = taxes.get(line) ?? 0
    return { ...facts, taxMinor, netMinor: line.taxIncluded ? amountMinor - taxMinor : amountMinor }
  })
}

function taxesOf(alike: readonly PricedLine[]): readonly number[] {
  const { taxBp = 0, taxIncluded = false } = alike[0] ?? {}
  if (taxBp === 0) return alike.map(() => 0)
  return roundTogether(
    alike.map(({ amountMinor }) => ({ amountMinor, parts: taxBp })),
    taxIncluded ? WHOLE + taxBp : WHOLE,
  )
}

/** What each tax comes to, the highest rate first. */
export function taxTotals(lines: readonly DraftLine[]): readonly TaxTotal[] {
  const totals = new Map<string, TaxTotal>()
  for (const { taxName: name, taxBp: basisPoints, netMinor, taxMinor } of lines) {
    const key = `${basisPoints} ${name ?? ''}`
    const { netMinor: net = 0, taxMinor: tax = 0 } = totals.get(key) ?? {}
    totals.set(key, { name, basisPoints, netMinor: net + netMinor, taxMinor: tax + taxMinor })
  }
  return [...totals.values()].toSorted((one, other) => other.basisPoints - one.basisPoints)
}
