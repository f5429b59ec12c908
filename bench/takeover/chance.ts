/** Chance that comes out the same in every run: what a bench prints can be printed again. */
export class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** A whole number from 0 up to, and without, this one. */
  below(limit: number): number {
    return Math.floor(this.#draw() * limit)
  }

  /** Whether something happens that happens once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0
  }

  /** So many decimal digits. */
  digits(length: number): string {
    return Array.from({ length }, () => this.below(10)).join('')
  }

  // Mulberry32, by Tommy Ettinger: 32 bits of state are plenty for people and guesses.
  #draw(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
