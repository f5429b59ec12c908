/** Tells the present instant in epoch milliseconds. Tests bring their own. */
export interface Clock {
  now(): number
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }
