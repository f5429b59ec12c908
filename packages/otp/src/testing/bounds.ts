/** The bounds of a policy reckoned once more, from the rules alone. */
import assert from 'node:assert/strict'
import type { OtpRow } from '../tables.ts'

/** Chances of a takeover in a year, in parts of 10^-9: multiples of ten, so that their tenths are whole. */
export interface Bounds {
  readonly contact: number
  readonly all: number
  readonly shards: number
}

type Who = 'strangers' | 'known' | 'shard'

const YEAR_MS = 365 * 86_400_000

/** What one purse may lose in a year, in parts of 10^-10, and into how many shards that is cut. */
const shareOf = ({ contact, all, shards }: Bounds): Record<Who, readonly [number, number]> => ({
  strangers: [contact * 6, 1],
  known: [contact * 4, 1],
  shard: [all * 10, shards],
})

/** Microseconds that a guess costs: c(L) = ceil(2·Y / (b·10^L)). */
export function costOf(bounds: Bounds, who: Who, length: number): number {
  const [share, shards] = shareOf(bounds)[who]
  const numerator = 2n * BigInt(YEAR_MS) * 1000n * 10n ** 10n * BigInt(shards)
  const denominator = BigInt(share) * 10n ** BigInt(length)
  return Number((numerator + denominator - 1n) / denominator)
}

interface Guess {
  readonly at: number
  /** In parts of 10^-16. */
  readonly chance: bigint
}

/** All guesses that were judged, and the worst year of each purse. */
export class Windows {
  readonly #bounds: Bounds
  readonly #guesses = new Map<string, Guess[]>()

  constructor(bounds: Bounds) {
    this.#bounds = bounds
  }

  add({ contact, lane }: Pick<OtpRow, 'contact' | 'lane'>, lengths: readonly number[], at: number): void {
    const own = `${lane === 'stranger' ? 'strangers' : 'known'} ${Buffer.from(contact).toString('hex')}`
    for (const length of lengths) {
      const guess = { at, chance: 10n ** BigInt(16 - length) }
      for (const purse of lane === 'stranger' ? [own, 'all'] : [own]) {
        this.#guesses.set(purse, [...(this.#guesses.get(purse) ?? []), guess])
      }
    }
  }

  /** How much of its bound the fullest purse has lost in its worst year: at most 1. */
  fullest(): number {
    return Math.max(0, ...[...this.#guesses].map(([purse, guesses]) => this.#fullness(purse, guesses)))
  }

  #fullness(purse: string, guesses: readonly Guess[]): number {
    const [who = ''] = purse.split(' ')
    const [share] = shareOf(this.#bounds)[who === 'all' ? 'shard' : who === 'known' ? 'known' : 'strangers']
    const bound = BigInt(share) * 10n ** 6n
    const worst = worstYear(guesses)
    assert.ok(worst <= bound, `${purse} may lose ${bound} parts a year and lost ${worst}`)
    return Number(worst) / Number(bound)
  }
}

/** The greatest sum in any year, both of its ends included. */
function worstYear(guesses: readonly Guess[]): bigint {
  let worst = 0n
  for (const { at: from } of guesses) {
    let sum = 0n
    for (const { at, chance } of guesses) if (at >= from && at <= from + YEAR_MS) sum += chance
    if (sum > worst) worst = sum
  }
  return worst
}
