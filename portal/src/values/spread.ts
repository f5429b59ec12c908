/** A part of a whole amount: `amountMinor · parts / whole`, as exact as it may be. */
export interface Portion {
  /** In minor units; below zero for what is taken off. */
  readonly amountMinor: number
  /** Not below zero. */
  readonly parts: number
}

/**
 * Rounds portions together: each is `amountMinor · parts / whole`, and their sum is the exact sum rounded once, a half up.
 * The units that are left over go to the largest remainders, of equal ones to the first. So a month that is cut in pieces
 * costs what it costs in one.
 * @param whole above zero
 * @throws RangeError when a result is beyond 2^53, where numbers are no longer exact: prices have bounds far below
 */
export function roundTogether(portions: readonly Portion[], whole: number): readonly number[] {
  const floors = portions.map((portion) => floorOf(portion, whole))
  const leftOver = floors.reduce((sum, { remainder }) => exact(sum + remainder), 0)
  const units = Math.floor((2 * leftOver + whole) / (2 * whole))
  const served = floors
    .map(({ remainder }, index) => ({ remainder, index }))
    .toSorted((one, other) => other.remainder - one.remainder || one.index - other.index)
    .slice(0, units)
  const extra = new Set(served.map(({ index }) => index))
  return floors.map(({ floor }, index) => exact(floor + (extra.has(index) ? 1 : 0)))
}

/** `amountMinor · parts / whole`, rounded once, a half up. */
export function portionOf(portion: Portion, whole: number): number {
  const [rounded = 0] = roundTogether([portion], whole)
  return rounded
}

/**
 * Shares an amount out by weights, to the last unit.
 * @param weights not below zero, and not all zero
 */
export const spread = (amountMinor: number, weights: readonly number[]): readonly number[] =>
  roundTogether(
    weights.map((parts) => ({ amountMinor, parts })),
    weights.reduce((sum, weight) => exact(sum + weight), 0),
  )

/** The whole part, and what is left over in wholes. The product of two large amounts is no exact number; then BigInt helps. */
function floorOf({ amountMinor, parts }: Portion, whole: number): { floor: number; remainder: number } {
  const product = amountMinor * parts
  if (Number.isSafeInteger(product)) {
    const floor = Math.floor(product / whole)
    return { floor, remainder: product - floor * whole }
  }
  const wide = BigInt(amountMinor) * BigInt(parts)
  const remainder = ((wide % BigInt(whole)) + BigInt(whole)) % BigInt(whole)
  return { floor: exact(Number((wide - remainder) / BigInt(whole))), remainder: Number(remainder) }
}

function exact(number: number): number {
  if (Number.isSafeInteger(number)) return number === 0 ? 0 : number
  throw new RangeError(`Amounts are whole numbers below 2^53; got ${number}.`)
}
