import type { Channel, Rendered } from './message.ts'

/** Where a rendered message goes. */
export interface Envelope {
  /** The row's id in the outbox; the same at each attempt, so that a provider can tell a repetition. */
  readonly id: number
  readonly kind: string
  readonly channel: Channel
  readonly to: string
  readonly locale: string
  /** The instant of this attempt, epoch milliseconds. */
  readonly at: number
  /** The instant from which on the message is worth nothing. */
  readonly notAfter: number
}

/** What a provider says when it takes a message. */
export interface Accepted {
  /** The provider's own name of the message, by which its receipts come. */
  readonly providerId?: string
}

/** Somebody who can bring messages: a mail server, an SMS provider, a terminal. */
export interface Sender {
  /** Short and stable: it stands in the outbox and in metrics. */
  readonly name: string
  /** How many messages it takes at once; 4 unless it says otherwise. */
  readonly concurrency?: number
  /**
   * Hands over one message.
   * @param signal aborted when the courier has waited long enough, or stops
   * @throws SendError for what the provider refuses; any other error counts as temporary
   */
  send(rendered: Rendered, envelope: Envelope, signal: AbortSignal): Promise<Accepted>
  /**
   * Tells the provider that the person has used the message, for its statistics of routes.
   * @param providerId what `send` gave
   */
  confirmUse?(providerId: string, signal: AbortSignal): Promise<void>
  /** Called when the courier starts: opens what would make the first message slow. */
  warm?(): void
  /**
   * Signs in without sending anything, for a command that checks settings.
   * @throws SendError that says what is wrong
   */
  verify?(): Promise<void>
  /** Ends connections. A message sent later opens them again. */
  close(): Promise<void>
}

/**
 * Why a message was not taken, and with it what happens next:
 *
 * - `temporary`: the next sender now, or the same again later
 * - `misconfigured`: this sender takes no message until somebody mends it; the next sender now, or again later
 * - `rejected`: this sender will never take this message; the next sender, or the message has failed
 * - `undeliverable`: nobody can reach this address; the message has failed
 */
export const sendFaults = ['temporary', 'misconfigured', 'rejected', 'undeliverable'] as const
export type SendFault = (typeof sendFaults)[number]

/** What else a sender knows of its refusal. */
export interface SendErrorOptions extends ErrorOptions {
  /** How long the provider asks to be left alone (`Retry-After`), milliseconds. It is heeded up to five minutes. */
  readonly retryAfterMs?: number | undefined
  /**
   * Whom the trouble is about. Default: the sender for `temporary` and `misconfigured`, the message for the others. Five
   * troubles of a sender in a row open its circuit; what is about one message (a mailbox that is full) says nothing of others.
   */
  readonly about?: 'sender' | 'message'
}

/** A sender's refusal. */
export class SendError extends Error {
  readonly fault: SendFault
  /** Short, for staff; holds neither the address nor anything of the text, for it is kept. */
  readonly detail: string
  readonly retryAfterMs: number | undefined
  readonly about: 'sender' | 'message'

  constructor(fault: SendFault, detail: string, { retryAfterMs, about, ...options }: SendErrorOptions = {}) {
    super(`${fault}: ${detail}`, options)
    this.name = 'SendError'
    this.fault = fault
    this.detail = detail
    this.retryAfterMs = retryAfterMs
    this.about = about ?? (fault === 'temporary' || fault === 'misconfigured' ? 'sender' : 'message')
  }
}
