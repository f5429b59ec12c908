import type { Rendered } from '../message.ts'
import type { Accepted, Envelope, Sender } from '../sender.ts'

export interface Brought {
  readonly rendered: Rendered
  readonly envelope: Envelope
}

/** A provider that does what a test tells it. */
export interface Provider {
  readonly sender: Sender
  /** What it took, in order. */
  readonly taken: Brought[]
  /** What it was asked, refused ones too. */
  readonly asked: Brought[]
  /** The most it was asked at one time. */
  readonly mostAtOnce: number
  /** What it answers from now on: an error, or what it says when it takes a message. */
  answer(with_?: Error | Accepted): void
  /** It answers nobody until the next `answer`. */
  hang(): void
  /** Settles when it has taken the next message. */
  next(): Promise<void>
}

export interface ProviderOptions {
  readonly name?: string
  readonly concurrency?: number
  /** Called with each message before it answers. */
  readonly onSend?: (brought: Brought) => Promise<void>
}

export function provider({ name = 'provider', concurrency = 4, onSend }: ProviderOptions = {}): Provider {
  const taken: Brought[] = []
  const asked: Brought[] = []
  let answer: Error | Accepted = {}
  let ready = Promise.withResolvers<void>()
  let next = Promise.withResolvers<void>()
  ready.resolve()
  let atOnce = 0
  let mostAtOnce = 0
  return {
    taken,
    asked,
    get mostAtOnce() {
      return mostAtOnce
    },
    answer(with_ = {}) {
      answer = with_
      ready.resolve()
    },
    hang() {
      ready = Promise.withResolvers()
    },
    next: () => next.promise,
    sender: {
      name,
      concurrency,
      async send(rendered, envelope) {
        const brought = { rendered, envelope }
        asked.push(brought)
        atOnce += 1
        mostAtOnce = Math.max(mostAtOnce, atOnce)
        await ready.promise
        await onSend?.(brought)
        atOnce -= 1
        if (answer instanceof Error) throw answer
        taken.push(brought)
        next.resolve()
        next = Promise.withResolvers()
        return answer
      },
      async close() {},
    },
  }
}
