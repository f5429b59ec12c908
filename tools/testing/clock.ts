/** A clock that stands still until a test moves it. Fits every `Clock` of the packages. */
export interface TestClock {
  /** Epoch milliseconds. */
  now(): number
  /** Moves the clock on (or back, when negative) and answers the new time. */
  advance(milliseconds: number): number
}

/** Starts at a fixed instant, so that what a test prints is the same every day. */
export function testClock(startsAt: number = Date.UTC(2026, 2, 2, 9)): TestClock {
  let instant = startsAt
  return {
    now: () => instant,
    advance(milliseconds) {
      instant += milliseconds
      return instant
    },
  }
}
