import type { Trx } from '@kerbside/otp'
import type { Parts } from '../../web/parts.ts'
import { whenToSend } from './quiet-hours.ts'
import type { Recipient } from './recipients.ts'
import type { Notice } from './send-notice.ts'

/** A message that can wait, and those who get it. */
export interface AddressedNotice extends Omit<Notice, 'customerId' | 'topic'> {
  readonly recipients: readonly Recipient[]
}

/** Sends what goes to many: after the quiet hours, in the commit of the change that it tells of, in few statements. */
export async function sendNotices(
  { courier, clock, config }: Pick<Parts, 'courier' | 'clock' | 'config'>,
  commit: Trx,
  notices: readonly AddressedNotice[],
): Promise<void> {
  const now = clock.now()
  const messages = notices.flatMap(({ recipients, kind, reference, notAfter, uniqueKey }) => {
    const notBefore = whenToSend(config, now, notAfter)
    return recipients.map((recipient) => ({
      ...{ ...recipient, kind, reference, notAfter, silent: false },
      ...(notBefore === undefined ? {} : { notBefore }),
      ...(uniqueKey === undefined ? {} : { uniqueKey: `${uniqueKey} ${recipient.address}` }),
    }))
  })
  await courier.enqueueMany(commit, messages)
}
