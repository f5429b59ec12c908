import { integer, textIfAny } from './read-column.ts'
import type { Received } from './receipt.ts'
import type { ReceiveParts } from './receive.ts'
import { writeReceipt } from './receive.ts'
import type { SendFault } from './sender.ts'
import { then } from './store.ts'

/** A mail that a server had taken, and that came back. */
export interface Returned {
  /** The row, as `outboxIdOf` reads it out of the Message-ID. */
  readonly id: number
  /** RFC 3463: `5.1.1`. */
  readonly status: string
  /** What it says: `undeliverable` of an address that cannot be reached, something else of this one mail. */
  readonly fault: SendFault
}

/**
 * Makes `returned`: a mail that came back has failed. No other sender is asked: a report may be read again and again, and late,
 * and does not say which sender's mail it is about.
 */
export const createReturned =
  (parts: ReceiveParts): ((returned: Returned) => Promise<Received>) =>
  ({ id, status, fault }) =>
    parts.store.write((trx) =>
      then(trx.get(parts.sql.numbered, [id]), (row) => {
        if (row === undefined) return 'unknown'
        const sender = textIfAny(row, 'sender') ?? ''
        const receipt = { sender, providerId: String(integer(row, 'id')), word: `returned ${status}`, fault }
        return writeReceipt({ ...parts, senders: {} }, trx, row, { ...receipt, status: 'failed' }, (message) => ({
          event: 'message_returned',
          message,
          trouble: { sender, fault, detail: receipt.word },
        }))
      }),
    )
