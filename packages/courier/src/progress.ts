import type { Channel } from './message.ts'
import { channelIn, integer, integerIfAny, oneOf, stateIn, textIfAny } from './read-column.ts'
import type { SendFault } from './sender.ts'
import { sendFaults } from './sender.ts'
import type { Row } from './store.ts'
import type { OutboxState } from './tables.ts'

/** What a message is about: its kind, and what the kind finds its facts by. */
export interface Subject {
  readonly kind: string
  readonly reference: string
}

/** How far a message has come. Instants are epoch milliseconds. */
export interface Progress {
  readonly id: number
  readonly channel: Channel
  readonly state: OutboxState
  /** Who took it, or who tried last. */
  readonly sender: string | undefined
  readonly createdAt: number
  readonly sentAt: number | undefined
  readonly deliveredAt: number | undefined
  /** While it is queued: when it may go. */
  readonly nextAt: number | undefined
  /** What went wrong last, also if it went well in the end. */
  readonly fault: SendFault | undefined
}

/** Reads what the statement returns. */
export function progressOfRow(row: Row): Progress {
  const state = stateIn(row)
  return {
    id: integer(row, 'id'),
    channel: channelIn(row),
    state,
    sender: textIfAny(row, 'sender'),
    createdAt: integer(row, 'created_at'),
    sentAt: integerIfAny(row, 'sent_at'),
    deliveredAt: integerIfAny(row, 'delivered_at'),
    nextAt: state === 'queued' ? integer(row, 'next_at') : undefined,
    fault: row['fault'] === null ? undefined : oneOf(sendFaults, row, 'fault'),
  }
}
