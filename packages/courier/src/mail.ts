import type { MailComposerOptions } from 'nodemailer/lib/mail-composer'
import type { MailboxAddress } from './mailbox-address.ts'
import { hasControl, wireAddress } from './mailbox-address.ts'
import type { Rendered } from './message.ts'
import type { MessageIdKey } from './message-id.ts'
import { messageIdOf } from './message-id.ts'
import type { Envelope } from './sender.ts'
import { SendError } from './sender.ts'

/** A mail before it is encoded: its envelope, and what nodemailer composes it from. */
export interface Mail {
  readonly from: string
  readonly to: string
  readonly content: MailComposerOptions
}

/** How a mail comes back when it does not arrive. */
export interface Returns {
  /** Where to: the envelope's sender (`Return-Path`). Default: the address that the mail is from. */
  readonly returnPath?: string | undefined
  /** Signs the Message-ID, so that a bounce can be told from a made-up one. */
  readonly messageIdKey?: MessageIdKey | undefined
}

/**
 * Lays out one mail. Addresses are passed as objects and never as text: nodemailer reads text, and finds a second
 * recipient in it if there is one.
 * @throws SendError `rejected` or `undeliverable` for what could break out of its header
 * @see RFC 3834 §5.1 `Auto-Submitted`, so that no out-of-office reply comes back
 */
export function layOutMail(
  from: MailboxAddress,
  { subject = '', text, html }: Rendered,
  envelope: Envelope,
  { returnPath = from.address, messageIdKey }: Returns = {},
): Mail {
  const to = wireAddress(envelope.to)
  if (to === undefined) throw new SendError('undeliverable', 'the address cannot stand in an envelope')
  if (hasControl(subject)) throw new SendError('rejected', 'the subject holds a control character')
  return {
    from: returnPath,
    to,
    content: {
      from: { ...from },
      to: { name: '', address: to },
      subject,
      text,
      html,
      date: new Date(envelope.at),
      messageId: messageIdOf(envelope.id, from.address, messageIdKey),
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  }
}
