import type { Clock } from './clock.ts'
import { conclude, settledValues } from './conclude.ts'
import type { Outcome } from './deliver.ts'
import type { CourierEvent, OnEvent } from './events.ts'
import { nameOf } from './events.ts'
import type { Job } from './message.ts'
import type { Statements } from './statements.ts'
import type { Store, Value } from './store.ts'
import { every } from './store.ts'

export interface SettlementParts {
  readonly store: Store
  readonly clock: Clock
  readonly sql: Statements
  /** Whose leases these are. */
  readonly owner: string
  readonly random: () => number
  readonly onEvent: OnEvent
}

interface Settlement {
  readonly job: Job
  readonly statement: string
  readonly values: readonly Value[]
  /** Told once the row says the same. */
  readonly event: CourierEvent | undefined
  readonly done: () => void
}

// What went out within this time goes out once more after a crash; the wait turns many small commits into one.
const GATHER_MS = 20
const AGAIN_MS = 1_000

/** Writes what became of jobs: gathered for a moment, many in one transaction, and again until the database has it. */
export class Settlements {
  readonly #parts: SettlementParts
  #gathered: Settlement[] = []
  #writing = Promise.resolve()
  #timer: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(parts: SettlementParts) {
    this.#parts = parts
  }

  /**
   * Books the outcome of an attempt. Settles once it is written, or once nobody tries any more.
   * @returns when the message will be tried again, if it will
   */
  async book(job: Job, outcome: Outcome): Promise<number | undefined> {
    const { clock, sql, random } = this.#parts
    const { columns, event } = conclude(job, outcome, { now: clock.now(), random })
    await this.#gather(job, sql.settle, settledValues(columns), event)
    return columns.nextAt
  }

  /** Gives back a job of which no attempt was begun. */
  giveBack(job: Job): Promise<void> {
    return this.#gather(job, this.#parts.sql.giveBack, [], undefined)
  }

  /** Writes what has gathered, once more; what cannot be written from now on is left to the lease. */
  close(): Promise<void> {
    this.#isClosed = true
    return this.#flush()
  }

  #gather(job: Job, statement: string, columns: Value[], event: CourierEvent | undefined): Promise<void> {
    const { promise, resolve: done } = Promise.withResolvers<void>()
    const values = [job.id, this.#parts.owner, ...columns]
    this.#gathered.push({ job, statement, values, event, done })
    this.#flushIn(GATHER_MS)
    return promise
  }

  #flushIn(milliseconds: number): void {
    this.#timer ??= setTimeout(() => this.#flush(), milliseconds)
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#writeGathered())
    return this.#writing
  }

  async #writeGathered(): Promise<void> {
    const batch = this.#gathered.splice(0).sort((one, other) => one.job.id - other.job.id)
    if (batch.length === 0) return
    const changed = await this.#write(batch)
    if (changed !== undefined) {
      for (const [index, settlement] of batch.entries()) this.#tell(settlement, changed[index] === 1)
    } else if (this.#isClosed) {
      for (const { done } of batch) done()
    } else {
      this.#gathered.unshift(...batch)
      this.#flushIn(AGAIN_MS)
    }
  }

  /** → rows changed for each, or undefined when the database did not take them. */
  async #write(batch: readonly Settlement[]): Promise<number[] | undefined> {
    try {
      return await this.#parts.store.write((trx) =>
        every(batch.map(({ statement, values }) => trx.run(statement, values))),
      )
    } catch (error) {
      this.#parts.onEvent({ event: 'store_failed', error })
      return undefined
    }
  }

  #tell({ job, event, done }: Settlement, isOurs: boolean): void {
    if (!isOurs) this.#parts.onEvent({ event: 'lease_lost', message: nameOf(job) })
    else if (event !== undefined) this.#parts.onEvent(event)
    done()
  }
}
