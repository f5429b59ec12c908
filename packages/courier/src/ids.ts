import { randomInt } from 'node:crypto'
import type { Clock } from './clock.ts'

// 41 bits of milliseconds from here last until 2094.
const EPOCH = Date.UTC(2025, 0, 1)
const PER_MS = 2 ** 12
// Where a millisecond begins, and how far the next id in it is at most. Starts in the lower half leave room for 60 more;
// beyond that a process borrows from its next millisecond.
const STARTS = 2 ** 11
const STEPS = 2 ** 6

/**
 * Makes time-ordered ids of 53 bits, so that inserts and deletes stay on the same pages: 41 bits of milliseconds, and 12
 * bits that start at random in each millisecond and rise by random steps.
 *
 * Within a process ids only rise. Two processes may meet on one; the primary key notices, and the caller draws again.
 * Random steps make that draw a new chance: behind another process that counts by ones, every next id would be taken too.
 */
export function createIds(clock: Clock): () => number {
  let last = 0
  return () => {
    const ms = (clock.now() - EPOCH) * PER_MS
    last = last < ms ? ms + randomInt(STARTS) : last + 1 + randomInt(STEPS)
    return last
  }
}

/** The smallest id that the given instant can have: ids of rows since then are not below it. */
export function firstIdAt(instant: number): number {
  return (instant - EPOCH) * PER_MS
}
