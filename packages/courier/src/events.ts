import type { Channel } from './message.ts'
import type { SendFault } from './sender.ts'

/** Which message an event is about; never where it goes, so that events can be logged as they are. */
export interface MessageName {
  readonly id: number
  readonly kind: string
  readonly reference: string
  readonly channel: Channel
  readonly attempt: number
}

/** Why an attempt came to nothing. */
export interface Trouble {
  /** Undefined when no sender was asked. */
  readonly sender: string | undefined
  readonly fault: SendFault
  readonly detail: string
}

/**
 * What happens, for logs, metrics and a timeline. Events about a message come once its row says the same.
 *
 * - `message_sent`: `waitedMs` since it was enqueued
 * - `message_retried`: will be tried again at `nextAt`
 * - `message_failed`, `message_expired`: the end of it
 * - `message_returned`: a server that had taken it sent it back: it has failed
 * - `message_delivered`: its provider says that it has arrived
 * - `sender_failed`: one sender did not take one message; comes at once, with each failure
 * - `circuit_opened`: this sender has failed too often in a row, and is left alone until then
 * - `circuit_closed`: it takes messages again
 * - `use_not_told`: a provider could not be told that a person has used its message
 * - `lease_lost`: the worker was too slow, and another may have sent the message a second time
 * - `store_failed`: the database did not answer in the background; the worker tries again by itself
 */
export type CourierEvent =
  | {
      readonly event: 'message_sent'
      readonly message: MessageName
      readonly sender: string
      readonly waitedMs: number
    }
  | {
      readonly event: 'message_retried'
      readonly message: MessageName
      readonly trouble: Trouble
      readonly nextAt: number
    }
  | { readonly event: 'message_failed'; readonly message: MessageName; readonly trouble: Trouble }
  | { readonly event: 'message_returned'; readonly message: MessageName; readonly trouble: Trouble }
  | { readonly event: 'message_expired'; readonly message: MessageName; readonly trouble: Trouble | undefined }
  | { readonly event: 'message_delivered'; readonly message: MessageName; readonly sender: string }
  | { readonly event: 'sender_failed'; readonly message: MessageName; readonly trouble: Trouble }
  | { readonly event: 'circuit_opened'; readonly trouble: Trouble; readonly until: number }
  | { readonly event: 'circuit_closed'; readonly sender: string }
  | { readonly event: 'use_not_told'; readonly trouble: Trouble }
  | { readonly event: 'lease_lost'; readonly message: MessageName }
  | { readonly event: 'store_failed'; readonly error: unknown }

/** The names of all events, so that counters can begin at 0. */
export const courierEventNames = [
  'message_sent',
  'message_retried',
  'message_failed',
  'message_returned',
  'message_expired',
  'message_delivered',
  'sender_failed',
  'circuit_opened',
  'circuit_closed',
  'use_not_told',
  'lease_lost',
  'store_failed',
] as const satisfies readonly CourierEvent['event'][]

export type OnEvent = (event: CourierEvent) => void

export function nameOf({ id, kind, reference, channel, attempt }: MessageName): MessageName {
  return { id, kind, reference, channel, attempt }
}
