import type { Trx } from '@kerbside/otp'
import type { Db } from '../../db/database.ts'
import type { Parts } from '../../web/parts.ts'
import { whenToSend } from './quiet-hours.ts'
import type { Recipient } from './recipients.ts'
import { recipientsOf } from './recipients.ts'
import type { Topic } from './topics.ts'

/** A message that can wait. */
export interface Notice {
  readonly customerId: number
  readonly topic: Topic
  /** Who makes the text, and of what: see the courier's `Message`. */
  readonly kind: string
  readonly reference: string
  /** From this instant on it is worth nothing. Epoch milliseconds. */
  readonly notAfter: number
  /** Of all notices with this key each recipient gets one: what may be done twice carries one. */
  readonly uniqueKey?: string
}

/**
 * Sends a message that can wait to all who chose to get it, after the quiet hours, in the commit of the change that it tells of.
 * @returns who gets it: nobody, where all contacts bounce or none is wanted
 */
export async function sendNotice(
  { courier, clock, config }: Pick<Parts, 'courier' | 'clock' | 'config'>,
  trx: Db,
  commit: Trx,
  { customerId, topic, kind, reference, notAfter, uniqueKey }: Notice,
): Promise<readonly Recipient[]> {
  const recipients = await recipientsOf({ db: trx, config }, customerId, topic)
  const notBefore = whenToSend(config, clock.now(), notAfter)
  for (const recipient of recipients) {
    await courier.enqueue(commit, {
      ...recipient,
      kind,
      reference,
      notAfter,
      silent: false,
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(uniqueKey === undefined ? {} : { uniqueKey: `${uniqueKey} ${recipient.address}` }),
    })
  }
  return recipients
}
