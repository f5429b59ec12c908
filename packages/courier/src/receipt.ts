import type { SendFault } from './sender.ts'

/** What a provider tells of a message after it has taken it. */
export interface Receipt {
  /** The name of the sender, as the outbox has it. */
  readonly sender: string
  /** The provider's name of the message: what `send` gave. */
  readonly providerId: string
  /** `sent`: on its way, with news; `delivered`: it has arrived; `failed`: it will not. */
  readonly status: 'sent' | 'delivered' | 'failed'
  /** The provider's own word or code (`undelivered 30003`), kept for staff; holds neither address nor text. */
  readonly word: string
  /**
   * Why it failed: `undeliverable` ends the message, since nobody can reach the address. Anything else, and nothing, sends it
   * on to the next sender. Default `rejected`.
   */
  readonly fault?: SendFault
}

/**
 * What came of a receipt:
 *
 * - `recorded`: the row says so now
 * - `known`: it says nothing new (a repetition, or older than what the row says)
 * - `unknown`: no row has such a message
 */
export type Received = 'recorded' | 'known' | 'unknown'
