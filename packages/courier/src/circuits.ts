import type { CircuitBreakerPolicy } from 'cockatiel'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel'
import type { Clock } from './clock.ts'
import type { CourierEvent, Trouble } from './events.ts'
import type { Accepted, Sender } from './sender.ts'
import { SendError } from './sender.ts'
import { troubleOf } from './trouble.ts'

export interface CircuitParts {
  readonly clock: Clock
  /** Hears of circuits that open and close. */
  readonly onChange: (event: Extract<CourierEvent, { event: 'circuit_opened' | 'circuit_closed' }>) => void
}

const FAILURES_TO_OPEN = 5
const FIRST_PAUSE_MS = 2_000
const LAST_PAUSE_MS = 10_000
const LONGEST_ASKED_PAUSE_MS = 5 * 60_000
// How long others wait for the outcome of a probe before they look again; its end wakes them sooner.
const PROBE_MS = 1_000

/**
 * A circuit for each sender:
 *
 *     closed → open → probing → closed
 *               └──←────┘
 *
 * Five troubles of the sender itself in a row open it: then nothing is sent that way for 2 s. After that one message is the
 * probe. Whether it goes or not decides between closed and open, for twice as long, up to 10 s. What is about one message
 * counts as an answer: the sender is there.
 */
export class Circuits {
  readonly #parts: CircuitParts
  readonly #circuits = new Map<Sender, Circuit>()

  constructor(parts: CircuitParts) {
    this.#parts = parts
  }

  /** Runs a hand-over, and learns from it. Whoever asks has made sure that the sender is not blocked. */
  run(sender: Sender, address: string, handOver: () => Promise<Accepted>): Promise<Accepted> {
    return this.#of(sender).run(address, handOver)
  }

  /** Why nothing goes by this sender, and until when; undefined when something may. */
  blockOf(sender: Sender): Block | undefined {
    return this.#of(sender).block()
  }

  /** The block that ends first, when all of these senders are blocked. */
  blockOfAll(senders: readonly Sender[]): Block | undefined {
    let first: Block | undefined
    for (const sender of senders) {
      const block = this.blockOf(sender)
      if (block === undefined) return undefined
      if (first === undefined || block.until < first.until) first = block
    }
    return first
  }

  /** Whether the next message by these senders would be a probe: one goes alone, and the others wait for its outcome. */
  isProbeDue(senders: readonly Sender[]): boolean {
    return senders.length > 0 && senders.every((sender) => !this.#of(sender).isClosed)
  }

  #of(sender: Sender): Circuit {
    let circuit = this.#circuits.get(sender)
    if (circuit === undefined) {
      circuit = new Circuit(sender.name, this.#parts)
      this.#circuits.set(sender, circuit)
    }
    return circuit
  }
}

/** An open circuit as a message meets it. */
export interface Block {
  /** When something may go again. */
  readonly until: number
  /** What opened it. */
  readonly trouble: Trouble
}

class Circuit {
  readonly #sender: string
  readonly #parts: CircuitParts
  /** Counts and switches. It reads the machine's clock; how long it stays open is therefore kept here, by ours. */
  readonly #policy: CircuitBreakerPolicy = circuitBreaker(handleAll, {
    halfOpenAfter: 0,
    breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN),
  })
  #openings = 0
  #until = 0
  #trouble: Trouble
  #askedMs = 0

  constructor(sender: string, parts: CircuitParts) {
    this.#sender = sender
    this.#parts = parts
    this.#trouble = { sender, fault: 'temporary', detail: 'no answer yet' }
    this.#policy.onBreak(() => this.#opened())
    this.#policy.onReset(() => this.#closed())
  }

  get isClosed(): boolean {
    return this.#policy.state === CircuitState.Closed
  }

  block(): Block | undefined {
    const now = this.#parts.clock.now()
    if (this.isClosed) return undefined
    if (this.#policy.state === CircuitState.HalfOpen) return { until: now + PROBE_MS, trouble: this.#trouble }
    return now < this.#until ? { until: this.#until, trouble: this.#trouble } : undefined
  }

  async run(address: string, handOver: () => Promise<Accepted>): Promise<Accepted> {
    const answer = await this.#policy.execute(async () => {
      try {
        return { accepted: await handOver() }
      } catch (error) {
        const isRefusal = error instanceof SendError
        if (isRefusal && error.about === 'message') return { refusal: error }
        this.#trouble = troubleOf(error, this.#sender, address)
        this.#askedMs = isRefusal ? (error.retryAfterMs ?? 0) : 0
        throw error
      }
    })
    if ('refusal' in answer) throw answer.refusal
    return answer.accepted
  }

  #opened(): void {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#openings, LAST_PAUSE_MS)
    const askedMs = Math.min(this.#askedMs, LONGEST_ASKED_PAUSE_MS)
    this.#openings += 1
    this.#until = this.#parts.clock.now() + Math.max(pauseMs, askedMs)
    this.#parts.onChange({ event: 'circuit_opened', trouble: this.#trouble, until: this.#until })
  }

  #closed(): void {
    this.#openings = 0
    this.#parts.onChange({ event: 'circuit_closed', sender: this.#sender })
  }
}
