import type { TestClock } from '../../tools/testing/clock.ts'

/** What somebody does over time: it acts, then yields the instant at which it goes on. */
export type Life = AsyncGenerator<number, void>

/**
 * Lets several lives go on side by side until an instant, each when its time has come. Of two whose time has come, the one
 * that stands first in the list is first.
 */
export async function liveUntil(clock: TestClock, lives: readonly Life[], end: number): Promise<void> {
  const waiting = lives.map((life) => ({ life, at: clock.now() }))
  for (;;) {
    const [first, ...rest] = waiting
    if (!first) return
    const next = rest.reduce((earliest, one) => (one.at < earliest.at ? one : earliest), first)
    if (next.at >= end) break
    clock.advance(Math.max(0, next.at - clock.now()))
    const turn = await next.life.next()
    next.at = turn.done ? Number.POSITIVE_INFINITY : turn.value
  }
  for (const { life } of waiting) await life.return()
}
