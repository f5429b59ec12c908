/** Chance in whole parts of 10^-16, the chance of a guess at the longest code: sums of it are exact. */
export type Parts = bigint

export const PARTS_OF_ONE: Parts = 10n ** 16n

/** The chance that one guess hits a code of this length, or that one of several does, at most. */
export const chanceOf = (length: number, guesses = 1): Parts => BigInt(guesses) * 10n ** BigInt(16 - length)

/** A bound such as 6e-5, exactly. */
export const partsOf = (bound: number): Parts => BigInt(Math.round(bound * 1e16))

/** For people: four places. */
export const scientific = (parts: Parts): string => (Number(parts) / 1e16).toExponential(3)

/** Every guess that was counted and compared, in the order of time. */
export class JudgedGuesses {
  readonly #instants: { readonly at: number; chance: Parts }[] = []
  count = 0

  add(at: number, length: number, guesses = 1): void {
    this.count += guesses
    const last = this.#instants.at(-1)
    if (last?.at === at) last.chance += chanceOf(length, guesses)
    else this.#instants.push({ at, chance: chanceOf(length, guesses) })
  }

  /** The greatest sum of chances in any span of this length, both of its ends included. */
  worst(span: number): Parts {
    let sum = 0n
    let worst = 0n
    let first = 0
    for (const { at, chance } of this.#instants) {
      sum += chance
      for (let oldest = this.#instants[first]; oldest && oldest.at < at - span; oldest = this.#instants[first]) {
        sum -= oldest.chance
        first += 1
      }
      if (sum > worst) worst = sum
    }
    return worst
  }
}
