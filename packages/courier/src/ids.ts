import { randomInt } from 'node:crypto'
import type { Clock } from './clock.ts'

// 41 bits of milliseconds from here last until 2094.
const EPOCH = Date.UTC(2025, 0, 1)
const PER_MS = 2 ** 12
// A start in the lower half leaves 2 048 more ids to the same millisecond of the same process.
const STARTS = 2 ** 11

/**
 * Makes time-ordered ids of 53 bits, so that inserts and deletes stay on the same pages: 41 bits of milliseconds, and 12
 * bits that begin at random in each millisecond and count up from there.
 *
 * Within a process ids only rise. Two processes may meet on one, once in some thousand milliseconds that they share; the
 * primary key notices, and the caller draws again. Chance does here what a node number would do with a register.
 */
export function createIds(clock: Clock): () => number {
  let last = 0
  return () => {
    const start = (clock.now() - EPOCH) * PER_MS + randomInt(STARTS)
    const sameMs = Math.floor(start / PER_MS) <= Math.floor(last / PER_MS)
    last = sameMs ? last + 1 : start
    return last
  }
}

/** The smallest id that the given instant can have: ids of rows since then are not below it. */
export function firstIdAt(instant: number): number {
  return (instant - EPOCH) * PER_MS
}
