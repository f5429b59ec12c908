import type { DeliveryParts, Outcome } from './deliver.ts'
import { deliver } from './deliver.ts'
import { nameOf } from './events.ts'
import type { Held } from './hand.ts'
import { Hand } from './hand.ts'
import { Leases } from './leases.ts'
import type { Channel, Priority } from './message.ts'
import { channels, priorities } from './message.ts'
import type { Sender } from './sender.ts'
import { Settlements } from './settlements.ts'
import type { Statements } from './statements.ts'
import { TOPIC } from './statements.ts'
import type { Listen, Reply, Store } from './store.ts'

export interface WorkerParts extends DeliveryParts {
  readonly store: Store
  readonly sql: Statements
  readonly random: () => number
  readonly listen: Listen | undefined
  /** How long `stop` waits for what is in the air. */
  readonly stopWithinMs: number
}

const SWEEP_MS = 10_000
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
    this.#settlements = new Settlements({ ...parts, owner: this.leases.owner })
    this.#hands = { email: this.#handFor('email'), sms: this.#handFor('sms'), whatsapp: this.#handFor('whatsapp') }
  }

  async start(): Promise<void> {
    if (this.#state !== 'resting') throw new Error('A courier starts once.')
    this.#state = 'working'
    for (const sender of this.#senders()) sender.warm?.()
    this.#sweeping = setInterval(() => this.#inBackground(() => this.sweep()), SWEEP_MS)
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
    return this.#state === 'working' && this.#hands[channel].room(priority) > 0
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
    if (this.#state !== 'working' || delayMs > SWEEP_MS) return
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
    const wants = channels.flatMap((channel) =>
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
    for (let held = hand.next(); held !== undefined; held = hand.next()) void this.#send(held, hand)
    if (this.#backlog.has(channel) && hand.isRunningLow) this.wake()
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
    if (await this.#isOurs(held)) return deliver(this.#parts, held.job, this.#stopping.signal)
    this.#parts.onEvent({ event: 'lease_lost', message: nameOf(held.job) })
    return undefined
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
    this.#changed()
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
    return new Hand(this.#parts.senders[channel]?.[0]?.concurrency ?? CONCURRENCY)
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
