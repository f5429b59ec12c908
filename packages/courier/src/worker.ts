import { Circuits } from './circuits.ts'
import type { DeliveryParts, Outcome } from './deliver.ts'
import { deliver } from './deliver.ts'
import type { CourierEvent } from './events.ts'
import { nameOf } from './events.ts'
import type { Held } from './hand.ts'
import { Hand } from './hand.ts'
import { Leases } from './leases.ts'
import type { Channel, Job, Priority } from './message.ts'
import { channels, priorities } from './message.ts'
import type { Sender } from './sender.ts'
import { Settlements } from './settlements.ts'
import type { Statements } from './statements.ts'
import { TOPIC } from './statements.ts'
import type { Listen, Reply, Store } from './store.ts'

export interface WorkerParts extends Omit<DeliveryParts, 'circuits'> {
  readonly store: Store
  readonly sql: Statements
  readonly random: () => number
  readonly listen: Listen | undefined
  /** How long a lease lasts. */
  readonly leaseMs: number
  /** How long `stop` waits for what is in the air. */
  readonly stopWithinMs: number
}

// A message of a dead process lies for one lease and until the next sweep after it.
const SWEEPS_A_LEASE = 3
const CONCURRENCY = 4
// A sender that does not even end when it is told to is left behind.
const ABORT_WITHIN_MS = 1_000

/**
 * Sends what is in the outbox. It is
 *
 *     resting → working → stopped
 *
 * Jobs come to it in two ways: handed over by `enqueue` after the commit of a row that was born under its lease, or
 * claimed, when something wakes it (a row queued here, a notice from another process, the time of a retry, a hand that
 * runs empty) and in any case at each sweep.
 */
export class Worker {
  readonly leases: Leases
  readonly #parts: WorkerParts
  readonly #circuits: Circuits
  readonly #settlements: Settlements
  readonly #hands: Readonly<Record<Channel, Hand>>
  /** Channels of which more was due than there was room for. */
  readonly #backlog = new Set<Channel>()
  readonly #stopping = new AbortController()
  readonly #timers = new Set<NodeJS.Timeout>()
  #state: 'resting' | 'working' | 'stopped' = 'resting'
  #sweeping: NodeJS.Timeout | undefined
  #stopListening: (() => Reply<void>) | undefined
  #claiming = Promise.resolve()
  #claims = 0
  #isWoken = false
  #change = Promise.withResolvers<void>()

  constructor(parts: WorkerParts) {
    this.#parts = parts
    this.leases = new Leases(parts)
    this.#circuits = new Circuits({ clock: parts.clock, onChange: (event) => this.#switched(event) })
    this.#settlements = new Settlements({ ...parts, owner: this.leases.owner })
    this.#hands = { email: this.#handFor('email'), sms: this.#handFor('sms'), whatsapp: this.#handFor('whatsapp') }
  }

  async start(): Promise<void> {
    if (this.#state !== 'resting') throw new Error('A courier starts once.')
    this.#state = 'working'
    for (const sender of this.#senders()) sender.warm?.()
    this.#sweeping = setInterval(() => this.#inBackground(() => this.sweep()), this.#sweepMs)
    try {
      this.#stopListening = await this.#parts.listen?.(TOPIC, () => this.wake())
      await this.sweep()
    } catch (error) {
      await this.stop()
      throw error
    }
  }

  async stop(): Promise<void> {
    if (this.#state === 'stopped') return
    this.#state = 'stopped'
    clearInterval(this.#sweeping)
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#stopListening?.()
    await this.#claiming
    for (const hand of Object.values(this.#hands)) this.#giveBackWaiting(hand)
    await settlesWithin(this.idle(), this.#parts.stopWithinMs)
    this.#stopping.abort()
    await settlesWithin(this.idle(), ABORT_WITHIN_MS)
    await this.#settlements.close()
    await Promise.allSettled(this.#senders().map((sender) => sender.close()))
  }

  /** Renews leases, takes over those of workers that are gone, and claims what is due. */
  async sweep(): Promise<void> {
    if (this.#state !== 'working') return
    await this.leases.keep(Object.values(this.#hands).flatMap((hand) => hand.all()))
    await this.#claim()
  }

  /** Settles when nothing is in hand, nothing being claimed and no result unwritten. */
  async idle(): Promise<void> {
    while (this.#isBusy()) await this.#change.promise
  }

  /** Whether a message born now could be sent at once. */
  hasRoom(channel: Channel, priority: Priority): boolean {
    return this.#state === 'working' && !this.#isBlocked(channel) && this.#hands[channel].room(priority) > 0
  }

  /** Takes a job that was born under a lease of this worker. */
  take(held: Held): void {
    const hand = this.#hands[held.job.channel]
    hand.take(held)
    // The caller's answer goes out first: making the text is work.
    if (this.#state === 'working') setImmediate(() => this.#fill(held.job.channel))
    else this.#giveBackWaiting(hand)
  }

  /** Something is due: claims as soon as this turn of the event loop is over, once for all who ask meanwhile. */
  wake(): void {
    if (this.#state !== 'working' || this.#isWoken) return
    this.#isWoken = true
    setImmediate(() => {
      this.#isWoken = false
      this.#inBackground(() => this.#claim())
    })
  }

  /** Something will be due. What lies beyond the next sweep is left to it. */
  wakeAt(instant: number): void {
    const delayMs = instant - this.#parts.clock.now()
    if (this.#state !== 'working' || delayMs > this.#sweepMs) return
    if (delayMs <= 0) {
      this.wake()
      return
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.wake()
    }, delayMs)
    this.#timers.add(timer)
  }

  #claim(): Promise<void> {
    const turn = this.#claiming.then(() => this.#claimOnce())
    this.#claims += 1
    this.#claiming = turn
      .catch(() => {}) // whoever asked hears of it; the next turn is not hindered
      .finally(() => {
        this.#claims -= 1
        this.#changed()
      })
    return turn
  }

  async #claimOnce(): Promise<void> {
    if (this.#state !== 'working') return
    const wants = channels
      .filter((channel) => !this.#isBlocked(channel))
      .flatMap((channel) =>
        priorities.map((priority) => ({ channel, priority, room: this.#hands[channel].room(priority) })),
      )
    this.#backlog.clear()
    const claimed = await this.leases.claim(wants.filter(({ room }) => room > 0))
    for (const held of claimed) this.take(held)
    for (const { channel, priority, room } of wants) {
      const taken = claimed.filter(({ job }) => job.channel === channel && job.priority === priority)
      if (taken.length === room) this.#backlog.add(channel)
    }
  }

  /** Begins jobs as long as there are places, and sees to it that more come. */
  #fill(channel: Channel): void {
    if (this.#state !== 'working') return
    const hand = this.#hands[channel]
    if (this.#isBlocked(channel)) {
      this.#giveBackWaiting(hand)
      return
    }
    for (let held = this.#next(channel); held !== undefined; held = this.#next(channel)) void this.#send(held, hand)
    if (this.#backlog.has(channel) && hand.isRunningLow) this.wake()
  }

  /** The job to begin now. Behind open circuits one goes as a probe, and the others wait for what becomes of it. */
  #next(channel: Channel): Held | undefined {
    const hand = this.#hands[channel]
    if (hand.running > 0 && this.#circuits.isProbeDue(this.#sendersOf(channel))) return undefined
    return hand.next()
  }

  async #send(held: Held, hand: Hand): Promise<void> {
    const { job } = held
    const outcome = await this.#attempt(held)
    hand.finish(held)
    this.#fill(job.channel)
    if (outcome !== undefined) {
      const nextAt = await this.#settlements.book(job, outcome)
      if (nextAt !== undefined) this.wakeAt(nextAt)
    }
    hand.release(held)
    this.#fill(job.channel)
    this.#changed()
  }

  async #attempt(held: Held): Promise<Outcome | undefined> {
    if (await this.#isOurs(held)) return this.#deliver(held.job)
    this.#parts.onEvent({ event: 'lease_lost', message: nameOf(held.job) })
    return undefined
  }

  #deliver(job: Job): Promise<Outcome> {
    return deliver({ ...this.#parts, circuits: this.#circuits }, job, this.#stopping.signal)
  }

  async #isOurs(held: Held): Promise<boolean> {
    try {
      return await this.leases.isGood(held)
    } catch (error) {
      this.#parts.onEvent({ event: 'store_failed', error })
      return false // its lease will lapse, and then it is anybody's
    }
  }

  #giveBackWaiting(hand: Hand): void {
    for (const held of hand.takeWaiting()) void this.#giveBack(held, hand)
  }

  async #giveBack(held: Held, hand: Hand): Promise<void> {
    await this.#settlements.giveBack(held.job)
    hand.release(held)
    if (!this.#isBlocked(held.job.channel)) this.wake() // its circuit closed meanwhile
    this.#changed()
  }

  #isBlocked(channel: Channel): boolean {
    return this.#circuits.blockOfAll(this.#sendersOf(channel)) !== undefined
  }

  #switched(event: Extract<CourierEvent, { event: 'circuit_opened' | 'circuit_closed' }>): void {
    this.#parts.onEvent(event)
    if (event.event === 'circuit_opened') this.wakeAt(event.until)
    else this.wake()
  }

  #inBackground(task: () => Promise<void>): void {
    task().catch((error: unknown) => this.#parts.onEvent({ event: 'store_failed', error }))
  }

  #isBusy(): boolean {
    return this.#isWoken || this.#claims > 0 || Object.values(this.#hands).some(({ size }) => size > 0)
  }

  #changed(): void {
    this.#change.resolve()
    this.#change = Promise.withResolvers()
  }

  #handFor(channel: Channel): Hand {
    return new Hand(this.#sendersOf(channel)[0]?.concurrency ?? CONCURRENCY)
  }

  #sendersOf(channel: Channel): readonly Sender[] {
    return this.#parts.senders[channel] ?? []
  }

  get #sweepMs(): number {
    return this.#parts.leaseMs / SWEEPS_A_LEASE
  }

  /** Each sender once, though it may serve several channels. */
  #senders(): Sender[] {
    return [...new Set(Object.values(this.#parts.senders).flat())]
  }
}

async function settlesWithin(work: Promise<void>, milliseconds: number): Promise<void> {
  const { promise: timeout, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([work, timeout])
  clearTimeout(timer)
}
