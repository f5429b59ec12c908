/** Ids begin here, so that 41 bits of milliseconds last until 2094. */
const EPOCH = Date.UTC(2025, 0, 1)
const PER_MS = 4096 // 12 bits: 5 of the process, 7 of its sequence
const SEQUENCES = 128
/** Processes that an id tells apart. */
export const PROCESSES = 32

/** Ids of one process. */
export interface Ids {
  next(now: number): number
  /** Goes on under another process number, after another process has drawn the same id. */
  move(process: number): void
}

/**
 * Makes time-ordered ids of 53 bits: 41 bits of milliseconds and 12 bits of process and sequence. Neighbours in time are
 * neighbours on disk, so that inserts and clean-up touch few pages. An id shows when, and gives no authority.
 *
 * Two processes may draw the same id within a millisecond (one pair in 32 shares its process bits): the primary key says so,
 * and the caller draws again.
 *
 * @param process five bits that tell this process from its neighbours; any integer
 */
export function idsOf(process: number): Ids {
  let base = baseOf(process)
  let ms = 0
  let sequence = 0
  return {
    next(now) {
      const present = now - EPOCH
      if (present > ms) {
        ms = present
        sequence = 0
      } else if (sequence === SEQUENCES - 1) {
        ms += 1 // borrowed from the future: order is kept, and 128 a millisecond is above what one process can write
        sequence = 0
      } else {
        sequence += 1
      }
      return ms * PER_MS + base + sequence
    },
    move(other) {
      base = baseOf(other)
    },
  }
}

const baseOf = (process: number): number => (process & (PROCESSES - 1)) * SEQUENCES

/** The lowest id that can have been made at this instant: what bounds a search by time. */
export const firstIdAt = (instant: number): number => Math.max(0, instant - EPOCH) * PER_MS
