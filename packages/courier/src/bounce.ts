import type { Attachment, ParsedMail } from 'mailparser'
import type { Fields } from './bounce-fields.ts'
import { readFields, untyped } from './bounce-fields.ts'
import type { BounceAction, BounceVerdict } from './bounce-verdict.ts'
import { bounceActions, judgeBounce } from './bounce-verdict.ts'

/** What became of a mail for one of its recipients. */
export interface BouncedRecipient {
  /** Where the server tried to bring it. */
  readonly finalRecipient: string | undefined
  /** To whom it was addressed, if the server says so: forwarding changes it. */
  readonly originalRecipient: string | undefined
  readonly action: BounceAction
  /** RFC 3463: `5.1.1`. */
  readonly status: string
  /** What the refusing server said. It may hold the address: it is to be judged, not kept. */
  readonly diagnostic: string | undefined
  readonly verdict: BounceVerdict
}

/** A mail server says what became of a mail. */
export interface DeliveryReport {
  readonly kind: 'delivery'
  /** Of the mail that came back, angle brackets included; undefined when the report does not hold it. */
  readonly messageId: string | undefined
  readonly recipients: readonly BouncedRecipient[]
}

/** Somebody told the provider that a mail is unwanted. */
export interface ComplaintReport {
  readonly kind: 'complaint'
  readonly messageId: string | undefined
  /** `abuse`, `fraud`, `virus`, `not-spam` …, in small letters. */
  readonly feedbackType: string
}

export type BounceReport = DeliveryReport | ComplaintReport

/** The largest mail that is read: a report may hold the whole mail that came back. */
export const LARGEST_BOUNCE_BYTES = 5_000_000

/**
 * Reads a delivery status report (RFC 3464) or a complaint (RFC 5965). It believes nothing: that the mail was ours is shown
 * by the signature in its Message-ID, see `outboxIdOf`.
 * @param raw one mail as it came
 * @returns undefined for any other mail, an out-of-office reply for instance, and for one that cannot be read
 * @example
 * const report = await readBounce(raw)
 * const id = report?.messageId && outboxIdOf(report.messageId, [key])
 */
export async function readBounce(raw: Uint8Array): Promise<BounceReport | undefined> {
  if (raw.byteLength > LARGEST_BOUNCE_BYTES) return undefined
  const mail = await parse(raw)
  const delivery = partOf(mail, 'message/delivery-status', 'message/global-delivery-status')
  if (delivery !== undefined) {
    const recipients = readFields(delivery).flatMap(recipientOf)
    return { kind: 'delivery', messageId: returnedId(mail), recipients }
  }
  const complaint = partOf(mail, 'message/feedback-report')
  const feedbackType = complaint && readFields(complaint)[0]?.get('feedback-type')?.toLowerCase()
  return feedbackType ? { kind: 'complaint', messageId: returnedId(mail), feedbackType } : undefined
}

/** Loaded with the first report: whoever reads none does not pay for it. */
async function parse(raw: Uint8Array): Promise<Pick<ParsedMail, 'attachments'>> {
  const { simpleParser } = await import('mailparser')
  const asParts = { keepDeliveryStatus: true, ignoreEmbedded: true, checksumAlgo: false } as const
  const withoutText = { skipHtmlToText: true, skipTextToHtml: true, keepCidLinks: true } as const
  try {
    return await simpleParser(Buffer.from(raw), { ...asParts, ...withoutText })
  } catch {
    return { attachments: [] } // thousands of parts, a header of megabytes: no report of a mail server
  }
}

function partOf({ attachments }: Pick<ParsedMail, 'attachments'>, ...types: readonly string[]): string | undefined {
  const part = attachments.find(({ contentType }: Attachment) => types.includes(contentType))
  return part?.content.toString('utf8')
}

/** The Message-ID of the mail that came back, whole or by its header alone. */
function returnedId(mail: Pick<ParsedMail, 'attachments'>): string | undefined {
  const types = ['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers', 'message/global']
  const returned = partOf(mail, ...types, 'message/global-headers')
  return returned === undefined ? undefined : readFields(returned.trimStart())[0]?.get('message-id')
}

/** One block of a report; the first one, which is about the server, names no recipient. */
function recipientOf(fields: Fields): BouncedRecipient[] {
  const word = fields.get('action')?.toLowerCase()
  const action = bounceActions.find((known) => known === word)
  const [status] = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '') ?? []
  if (action === undefined || status === undefined) return []
  const diagnostic = untyped(fields.get('diagnostic-code'))
  return [
    {
      finalRecipient: untyped(fields.get('final-recipient')),
      originalRecipient: untyped(fields.get('original-recipient')),
      action,
      status,
      diagnostic,
      verdict: judgeBounce(action, status, diagnostic),
    },
  ]
}
