import type { Job, Priority } from './message.ts'
import { priorities } from './message.ts'

/** A job with the lease under which this process holds it. */
export interface Held {
  readonly job: Job
  leaseUntil: number
}

// What stands ready, in multiples of what is sent at once: enough that no sender waits for the next claim, and no more,
// since a row in this hand is out of reach for other processes. Codes find room where bulk does not.
const READY: Readonly<Record<Priority, number>> = { urgent: 20, normal: 4, bulk: 4 }

/**
 * What this process holds of one channel:
 *
 *     take → waiting → next → running → sent → (being written) → release
 *
 * Urgent jobs are next before normal ones, and those before bulk; and bulk never has the last free place, so that a code
 * waits for nobody.
 */
export class Hand {
  readonly concurrency: number
  readonly #held = new Map<number, Held>()
  readonly #waiting: Readonly<Record<Priority, Held[]>> = { urgent: [], normal: [], bulk: [] }
  #running = 0
  #bulkRunning = 0

  constructor(concurrency: number) {
    this.concurrency = concurrency
  }

  get size(): number {
    return this.#held.size
  }

  get running(): number {
    return this.#running
  }

  /** Whether the senders will soon have nothing to do. */
  get isRunningLow(): boolean {
    return this.size - this.#running < this.concurrency
  }

  /** How many more jobs of this priority fit. */
  room(priority: Priority): number {
    return Math.max(0, READY[priority] * this.concurrency - this.size)
  }

  take(held: Held): void {
    this.#held.set(held.job.id, held)
    this.#waiting[held.job.priority].push(held)
  }

  /** The job to begin now, if there is a place for one. */
  next(): Held | undefined {
    if (this.#running >= this.concurrency) return undefined
    const priority = priorities.find((each) => this.#waiting[each].length > 0 && this.#hasPlace(each))
    const held = priority && this.#waiting[priority].shift()
    if (held === undefined) return undefined
    this.#running += 1
    if (held.job.priority === 'bulk') this.#bulkRunning += 1
    return held
  }

  /** Its place is free; the job stays in hand until its row is written. */
  finish(held: Held): void {
    this.#running -= 1
    if (held.job.priority === 'bulk') this.#bulkRunning -= 1
  }

  release(held: Held): void {
    this.#held.delete(held.job.id)
  }

  /** All that is in hand, by rising id. */
  all(): Held[] {
    return [...this.#held.values()].sort((one, other) => one.job.id - other.job.id)
  }

  /** Takes back what has not begun. */
  takeWaiting(): Held[] {
    return priorities.flatMap((priority) => this.#waiting[priority].splice(0))
  }

  #hasPlace(priority: Priority): boolean {
    return priority !== 'bulk' || this.#bulkRunning < Math.max(1, this.concurrency - 1)
  }
}
