/** How a message travels. */
export const channels = ['email', 'sms', 'whatsapp'] as const
export type Channel = (typeof channels)[number]

/**
 * Who goes first. Somebody waits for an `urgent` message (a sign-in code), a `normal` one answers what somebody did, and
 * `bulk` is what goes to many at once. Their places in this list are the numbers in the table.
 */
export const priorities = ['urgent', 'normal', 'bulk'] as const
export type Priority = (typeof priorities)[number]

/** What to send: never the text, which its {@link Kind} makes at the moment of sending. */
export interface Message {
  /** A key of the courier's `kinds`. */
  readonly kind: string
  /** What the kind finds its facts by: a flow, a bill number. */
  readonly reference: string
  readonly channel: Channel
  /** An e-mail address or a number in E.164, already checked: it goes into an envelope as it stands. */
  readonly address: string
  /** A language tag (BCP 47), handed to the kind. */
  readonly locale: string
  /** From this instant on the message is worth nothing: it is never sent at or after it. Epoch milliseconds. */
  readonly notAfter: number
  /** A decoy: it goes the whole way of a real message, save the sender's last step. */
  readonly silent: boolean
  /** Not to be sent before this instant (quiet hours). Epoch milliseconds. */
  readonly notBefore?: number
  /**
   * Of all messages with the same key one is kept, for as long as messages are (ninety days): what a loop could enqueue twice
   * carries one.
   */
  readonly uniqueKey?: string
}

/** A message on its way, as a {@link Kind} sees it. */
export interface Job {
  /** The row's id in the outbox. */
  readonly id: number
  readonly kind: string
  readonly reference: string
  readonly channel: Channel
  readonly address: string
  readonly locale: string
  readonly priority: Priority
  readonly silent: boolean
  readonly notAfter: number
  readonly createdAt: number
  /** Counts from 1. */
  readonly attempt: number
  /** Senders that are not asked again: each has rejected the message, or has taken it and then said that it will not arrive. */
  readonly tried: readonly string[]
}

/** What a person will read. */
export interface Rendered {
  readonly text: string
  /** For e-mail. */
  readonly subject?: string
  /** For e-mail, beside the text and never instead of it. */
  readonly html?: string
  /**
   * What a template that the provider has approved is filled with (WhatsApp). Absent: this message cannot go by template,
   * and a sender that needs one rejects it, so that the next sender in order takes `text`.
   */
  readonly template?: Template
  /**
   * From this instant on the text is out of date, though another could still take its place: a provider is told to hold it no
   * longer. Epoch milliseconds. Default: the end of the message.
   */
  readonly goodUntil?: number
}

/** The contents of a provider's template; which one it is stands in the sender's settings. */
export interface Template {
  /** By the name or number that the template has for the place: `{ 1: '123456' }`. */
  readonly variables: Readonly<Record<string, string>>
}

/** The part that owns a kind of message. */
export interface Kind {
  readonly priority: Priority
  /**
   * Makes the text, at the moment of sending and anew for each attempt.
   * @returns null when there is nothing left to say: the message ends as expired
   */
  render(job: Job): Promise<Rendered | null>
}
