import type { SendFault } from './sender.ts'
import type { OutboxState } from './tables.ts'

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

/** How a message stands when its receipt comes. */
export interface Standing {
  readonly state: OutboxState
  /** The last receipt's word. */
  readonly word: string | undefined
  readonly notAfter: number
  /** Whether a sender is left that has not had it. */
  readonly hasNext: boolean
}

/**
 * Decides what a receipt changes: the state that the row gets, or undefined when it has no news. Receipts come late, twice
 * and in any order. `delivered` beats `failed`, which beats `sent`: whatever the order, the end is the same.
 */
export function judgeReceipt(receipt: Receipt, standing: Standing, now: number): OutboxState | undefined {
  const { state, word } = standing
  if (state === 'delivered' || state === 'sending') return undefined // the next sender has it in hand
  if (receipt.status === 'delivered') return 'delivered'
  if (state !== 'sent') return undefined
  if (receipt.status === 'sent') return receipt.word === word ? undefined : 'sent'
  const goesOn = standing.hasNext && receipt.fault !== 'undeliverable' && standing.notAfter > now
  return goesOn ? 'queued' : 'failed'
}
