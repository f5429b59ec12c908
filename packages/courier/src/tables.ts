import type { Channel } from './message.ts'
import type { SendFault } from './sender.ts'

/**
 * The life of a message:
 *
 *     (born) ─→ queued ⇄ sending ─→ sent ─→ delivered           by a provider's receipt
 *     (born) ─────────→ sending       ├────→ queued, failed       by a receipt, with and without a next sender
 *               queued, sending ─→ failed, expired
 *
 * - `queued`: waits for its instant (`next_at`) or for a free hand
 * - `sending`: in the hands of the worker `lease_owner`, until `lease_until`; after that of whoever takes it
 * - `sent`: a provider has accepted it (for a decoy: would have been asked)
 * - `delivered`: the provider says that it arrived
 * - `failed`: no sender can bring it
 * - `expired`: its time was over, or there was nothing left to say
 */
export const outboxStates = ['queued', 'sending', 'sent', 'delivered', 'failed', 'expired'] as const
export type OutboxState = (typeof outboxStates)[number]

/** A row of `outbox`: what was to be sent, where to and how it went; never the text. */
export interface OutboxTable {
  id: number
  kind: string
  reference: string
  channel: Channel
  address: string
  locale: string
  /** 0 urgent, 1 normal, 2 bulk. */
  priority: number
  /** 1 for a decoy. */
  silent: number
  state: OutboxState
  /** Attempts begun. */
  attempts: number
  not_after: number
  /** While queued: when it may go. */
  next_at: number
  lease_owner: string | null
  lease_until: number | null
  /** Who took it, or who tried last. */
  sender: string | null
  /** The provider's name of the message. */
  provider_id: string | null
  /** Senders that are not asked again, with spaces between: they rejected it, or took it and said later that it will not arrive. */
  tried: string | null
  /** What went wrong last, if anything did. */
  fault: SendFault | null
  fault_detail: string | null
  /** The provider's last word after it had taken the message, and when it came. */
  receipt: string | null
  receipt_at: number | null
  unique_key: string | null
  created_at: number
  sent_at: number | null
  delivered_at: number | null
  /** When it failed or expired. */
  ended_at: number | null
}

/** The courier's tables, for a program that reads them with Kysely. */
export interface CourierTables {
  outbox: OutboxTable
}
