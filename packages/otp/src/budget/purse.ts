/**
 * The arithmetic of chance. A purse is a clock of one year: a guess at L digits costs c(L) microseconds of it, what was
 * guessed in vain heals as time goes by, and what may still be guessed stands in it as a stake. The chance of a takeover in
 * any 365 days is at most the sum of what was charged, and no purse is charged beyond its year.
 */

import { PASS_LENGTH } from '../codes/derive-code.ts'

/**
 * One year of 365 days in microseconds: the size of a purse. Whole milliseconds would price the longest codes up to a
 * thousand times too high.
 */
export const YEAR_US = 31_536_000_000_000

/** A million codes that are alike: 20 bits (OWASP ASVS 6.5.4). */
export const SHORTEST_CODE = 6
export const LONGEST_CODE = 16

/** c(6), c(7) … c(16) of one purse, in µs; index it by length − 6. */
export type Prices = readonly number[]

/** What the database holds of a purse, in µs. */
export interface Purse {
  /** The instant at which all losses will have healed. */
  clear: number
  /** What unsettled flows may still lose. */
  staked: number
}

/**
 * The prices of a purse that bounds the chance of a takeover by `chance` in any 365 days: c(L) = ceil(2·Y / (chance·10^L)).
 * The factor 2 pays for a window that straddles two years of healing.
 * @param chance between 0 and 1, with at most 12 decimals; divided by `shards`
 */
export function prices(chance: number, shards = 1): Prices {
  const PARTS = 1_000_000_000_000n
  const parts = BigInt(Math.floor(chance * 1e12 + 1e-4))
  if (parts <= 0n) throw new RangeError(`A chance of takeover is above zero; got ${chance}.`)
  const numerator = 2n * BigInt(YEAR_US) * PARTS * BigInt(shards)
  return Array.from({ length: LONGEST_CODE - SHORTEST_CODE + 1 }, (_, index) => {
    const denominator = parts * 10n ** BigInt(index + SHORTEST_CODE)
    return Number((numerator + denominator - 1n) / denominator)
  })
}

/** The price of one guess at this length. */
export const priceAt = (of: Prices, length: number): number => of[length - SHORTEST_CODE] ?? Number.POSITIVE_INFINITY

/** What a purse has left at this instant (µs). */
export const left = (purse: Purse, nowUs: number): number => YEAR_US - Math.max(0, purse.clear - nowUs) - purse.staked

/** Gives a stake back and books what was guessed in vain, both in µs. */
export function settle(purse: Purse, stake: number, lost: number, nowUs: number): Purse {
  return {
    clear: lost === 0 ? purse.clear : Math.max(nowUs, purse.clear) + lost,
    staked: purse.staked - stake,
  }
}

/**
 * The shortest length that a purse can pay for `guesses` guesses, `reserve` times over.
 * @returns undefined when not even one flow at 16 digits fits
 */
export function shortestLength(
  of: Prices,
  leftUs: number,
  guesses: number,
  reserve: number,
  shortest: number,
): number | undefined {
  for (let length = codeLength(shortest); length <= LONGEST_CODE; length = codeLength(length + 1)) {
    if (reserve * guesses * priceAt(of, length) <= leftUs) return length
  }
  return guesses * priceAt(of, LONGEST_CODE) <= leftUs ? LONGEST_CODE : undefined
}

/** A length that a code may have: 12 is left out, since a pass has 12 digits. */
export const codeLength = (wished: number): number => (wished === PASS_LENGTH ? wished + 1 : wished)
