import type { Rendered } from './message.ts'
import type { Envelope, Sender } from './sender.ts'

/** A message that went through a {@link Mailbox}. */
export interface Kept {
  readonly rendered: Rendered
  readonly envelope: Envelope
}

export interface Mailbox {
  /** A sender that does what the given one does, and remembers what it took. */
  tap(sender: Sender): Sender
  /** The newest first. */
  messages(): readonly Kept[]
}

/**
 * Remembers the last messages of this process in memory, for a page that shows them in development. Codes are among
 * them: it is not for production.
 */
export function createMailbox({ limit }: { readonly limit: number }): Mailbox {
  const kept: Kept[] = []
  return {
    tap: (sender) => ({
      name: sender.name,
      ...(sender.concurrency === undefined ? {} : { concurrency: sender.concurrency }),
      async send(rendered, envelope, signal) {
        const accepted = await sender.send(rendered, envelope, signal)
        kept.unshift({ rendered, envelope })
        kept.length = Math.min(kept.length, limit)
        return accepted
      },
      ...(sender.confirmUse && { confirmUse: sender.confirmUse.bind(sender) }),
      warm: () => sender.warm?.(),
      verify: async () => sender.verify?.(),
      close: () => sender.close(),
    }),
    messages: () => kept,
  }
}
