import type { MailComposerOptions } from 'nodemailer/lib/mail-composer'
import type { MailboxAddress } from './mailbox-address.ts'
import { hasControl, wireAddress } from './mailbox-address.ts'
import type { Rendered } from './message.ts'
import type { Envelope } from './sender.ts'
import { SendError } from './sender.ts'

/** A mail before it is encoded: its envelope, and what nodemailer composes it from. */
export interface Mail {
  readonly from: string
  readonly to: string
  readonly content: MailComposerOptions
}

/**
 * Lays out one mail. Addresses are passed as objects and never as text: nodemailer reads text, and finds a second
 * recipient in it if there is one.
 * @throws SendError `rejected` or `undeliverable` for what could break out of its header
 * @see RFC 3834 §5.1 `Auto-Submitted`, so that no out-of-office reply comes back
 */
export function layOutMail(from: MailboxAddress, { subject = '', text, html }: Rendered, envelope: Envelope): Mail {
  const to = wireAddress(envelope.to)
  if (to === undefined) throw new SendError('undeliverable', 'the address cannot stand in an envelope')
  if (hasControl(subject)) throw new SendError('rejected', 'the subject holds a control character')
  return {
    from: from.address,
    to,
    content: {
      from: { ...from },
      to: { name: '', address: to },
      subject,
      text,
      html,
      date: new Date(envelope.at),
      messageId: messageIdOf(envelope.id, from.address),
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  }
}

/**
 * The Message-ID of an outbox row, on the sender's own domain. It is the same at each attempt: what is sent again after
 * a crash is the same mail, which mail programs and servers can tell; and what comes back names its row.
 */
export function messageIdOf(id: number, fromAddress: string): string {
  return `<${id.toString(36)}.outbox@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`
}
