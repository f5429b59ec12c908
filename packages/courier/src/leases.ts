import { randomBytes } from 'node:crypto'
import type { Clock } from './clock.ts'
import type { Held } from './hand.ts'
import { jobOfRow } from './job-row.ts'
import type { Channel, Priority } from './message.ts'
import { priorities } from './message.ts'
import type { Statements } from './statements.ts'
import type { Reply, Store, Trx } from './store.ts'
import { every, then } from './store.ts'

export interface LeaseParts {
  readonly store: Store
  readonly clock: Clock
  readonly sql: Statements
  /** How long a lease lasts. */
  readonly leaseMs: number
}

/** How many due rows of a channel and priority there is room for. */
export interface Want {
  readonly channel: Channel
  readonly priority: Priority
  readonly room: number
}

/** The leases of one worker: a row in state `sending` is touched by none but its owner, as long as the lease lasts. */
export class Leases {
  /** New for each worker, so that a restarted process does not take its former leases for its own. */
  readonly owner = randomBytes(9).toString('base64url')
  readonly #parts: LeaseParts

  constructor(parts: LeaseParts) {
    this.#parts = parts
  }

  /** When a lease that begins now ends. */
  nextEnd(): number {
    return this.#parts.clock.now() + this.#parts.leaseMs
  }

  /** Takes due rows, no more of each sort than there is room for. */
  async claim(wants: readonly Want[]): Promise<Held[]> {
    if (wants.length === 0) return []
    const { store, clock, sql } = this.#parts
    const leaseUntil = this.nextEnd()
    const now = clock.now()
    const claimed = await store.write((trx) =>
      every(
        wants.map(({ channel, priority, room }) =>
          trx.all(sql.claim, [channel, priorities.indexOf(priority), now, room, this.owner, leaseUntil]),
        ),
      ),
    )
    return claimed
      .flat()
      .map((row) => ({ job: jobOfRow(row), leaseUntil }))
      .sort((one, other) => one.job.id - other.job.id) // RETURNING promises no order
  }

  /** Renews what is in hand, and puts the rows of workers that are gone back in the queue. */
  async keep(held: readonly Held[]): Promise<void> {
    const { store, clock, sql } = this.#parts
    const aging = held.filter((each) => !this.#isFresh(each))
    const leaseUntil = this.nextEnd()
    const now = clock.now()
    const renewed = await store.write((trx) =>
      then(this.#renew(trx, aging, leaseUntil), (changed) => then(trx.run(sql.requeueLapsed, [now]), () => changed)),
    )
    for (const [index, each] of aging.entries()) if (renewed[index] === 1) each.leaseUntil = leaseUntil
  }

  /** Whether the lease lasts long enough to send under it; an aging one is renewed first. */
  async isGood(held: Held): Promise<boolean> {
    if (this.#isFresh(held)) return true
    await this.keep([held])
    return this.#isFresh(held)
  }

  /** An aging lease is renewed at the sweep, which comes three times in its life, and before anything is sent under it. */
  #isFresh({ leaseUntil }: Held): boolean {
    const { clock, leaseMs } = this.#parts
    return leaseUntil - clock.now() > (2 / 3) * leaseMs
  }

  #renew(trx: Trx, held: readonly Held[], until: number): Reply<number[]> {
    return every(held.map(({ job }) => trx.run(this.#parts.sql.renew, [job.id, this.owner, until])))
  }
}
