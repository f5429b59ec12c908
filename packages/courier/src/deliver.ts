import type { Circuits } from './circuits.ts'
import type { Clock } from './clock.ts'
import type { OnEvent, Trouble } from './events.ts'
import { nameOf } from './events.ts'
import { handOver } from './hand-over.ts'
import type { Channel, Job, Kind, Rendered } from './message.ts'
import type { Sender } from './sender.ts'
import { SendError } from './sender.ts'
import { troubleOf } from './trouble.ts'

/** How one attempt went. A `retry` becomes `queued` again, or `expired` when there is no time left. */
export type Outcome =
  | { readonly state: 'sent'; readonly sender: string; readonly providerId: string | undefined }
  | {
      readonly state: 'retry'
      readonly trouble: Trouble
      /** No sooner than this: a provider has asked for it, or every circuit is open until then. */
      readonly afterMs: number
      readonly tried: readonly string[]
    }
  | { readonly state: 'failed'; readonly trouble: Trouble }
  | { readonly state: 'expired' }

export interface DeliveryParts {
  readonly clock: Clock
  readonly kinds: Readonly<Record<string, Kind>>
  /** In order: the next one is asked when the one before did not take the message. */
  readonly senders: Readonly<Partial<Record<Channel, readonly Sender[]>>>
  readonly circuits: Circuits
  /** How long one sender may take for one message. */
  readonly sendWithinMs: number
  readonly onEvent: OnEvent
}

// Where another sender stands by, one that does not answer is left sooner: somebody waits for the code.
const FAIL_OVER_WITHIN_MS = 10_000

/** Makes the text of a job and hands it to the first sender that takes it. Does not throw. */
export async function deliver(parts: DeliveryParts, job: Job, stopping: AbortSignal): Promise<Outcome> {
  const rendered = await render(parts, job)
  if (rendered === null) return { state: 'expired' }
  if ('fault' in rendered) return { state: 'retry', trouble: rendered, afterMs: 0, tried: job.tried }
  return new Round(parts, job, rendered, stopping).go()
}

/** The text, null when there is nothing to say, or what stands in the way. */
async function render({ clock, kinds }: DeliveryParts, job: Job): Promise<Rendered | Trouble | null> {
  if (clock.now() >= job.notAfter) return null
  const kind = Object.hasOwn(kinds, job.kind) ? kinds[job.kind] : undefined
  if (kind === undefined) {
    // A newer release may have queued it, and will send it.
    return { sender: undefined, fault: 'misconfigured', detail: 'no such kind in this process' }
  }
  try {
    return await kind.render(job)
  } catch (error) {
    return troubleOf(error, undefined, job.address)
  }
}

/** One walk along the senders of a channel, with what was heard on the way. */
class Round {
  readonly #parts: DeliveryParts
  readonly #job: Job
  readonly #rendered: Rendered
  readonly #stopping: AbortSignal
  readonly #senders: readonly Sender[]
  readonly #tried: string[]
  #trouble: Trouble | undefined
  /** The soonest that somebody may take it. */
  #afterMs: number | undefined

  constructor(parts: DeliveryParts, job: Job, rendered: Rendered, stopping: AbortSignal) {
    this.#parts = parts
    this.#job = job
    this.#rendered = rendered
    this.#stopping = stopping
    this.#senders = parts.senders[job.channel] ?? []
    this.#tried = [...job.tried]
  }

  async go(): Promise<Outcome> {
    const { clock, circuits, onEvent } = this.#parts
    const job = this.#job
    for (const sender of this.#senders) {
      if (this.#tried.includes(sender.name)) continue
      if (clock.now() >= job.notAfter) return { state: 'expired' }
      const block = circuits.blockOf(sender)
      if (block !== undefined) {
        this.#note(block.trouble, block.until - clock.now())
        continue
      }
      if (job.silent) return { state: 'sent', sender: sender.name, providerId: undefined }
      try {
        const { providerId } = await circuits.run(sender, job.address, () => this.#handTo(sender))
        return { state: 'sent', sender: sender.name, providerId }
      } catch (error) {
        const trouble = troubleOf(error, sender.name, job.address)
        onEvent({ event: 'sender_failed', message: nameOf(job), trouble })
        if (trouble.fault === 'undeliverable') return { state: 'failed', trouble }
        if (trouble.fault === 'rejected') this.#tried.push(sender.name)
        this.#note(trouble, error instanceof SendError ? (error.retryAfterMs ?? 0) : 0)
      }
    }
    return this.#end()
  }

  #handTo(sender: Sender) {
    const { clock, sendWithinMs } = this.#parts
    const withinMs = this.#standsBy(sender) ? Math.min(sendWithinMs, FAIL_OVER_WITHIN_MS) : sendWithinMs
    return handOver({ clock, sender, rendered: this.#rendered, job: this.#job, withinMs, stopping: this.#stopping })
  }

  /** Whether somebody may be asked after this sender. */
  #standsBy(sender: Sender): boolean {
    return this.#senders
      .slice(this.#senders.indexOf(sender) + 1)
      .some((next) => !this.#tried.includes(next.name) && this.#parts.circuits.blockOf(next) === undefined)
  }

  /** One sender that may take it later is enough to try again. */
  #note(trouble: Trouble, afterMs: number): void {
    if (this.#afterMs === undefined) this.#trouble = trouble
    if (trouble.fault !== 'rejected') this.#afterMs = Math.min(afterMs, this.#afterMs ?? afterMs)
  }

  #end(): Outcome {
    const tried = this.#tried
    if (this.#senders.length === 0) return { state: 'retry', trouble: noSender(this.#job), afterMs: 0, tried }
    if (this.#afterMs === undefined) return { state: 'failed', trouble: this.#trouble ?? exhausted }
    return { state: 'retry', trouble: this.#trouble ?? exhausted, afterMs: this.#afterMs, tried }
  }
}

const exhausted: Trouble = { sender: undefined, fault: 'rejected', detail: 'every sender has had it' }

function noSender({ channel }: Job): Trouble {
  return { sender: undefined, fault: 'misconfigured', detail: `no sender for ${channel}` }
}
