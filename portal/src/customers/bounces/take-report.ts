import type { BouncedRecipient, ComplaintReport, DeliveryReport, SendFault } from '@kerbside/courier'
import { outboxIdOf, readBounce } from '@kerbside/courier'
import { readEmail } from '@kerbside/otp'
import type { Changing } from '../../audit/index.ts'
import { messageIdKeys } from '../../web/keys.ts'
import type { Parts } from '../../web/parts.ts'
import type { Marked } from './mark.ts'
import { markBouncing } from './mark.ts'

/** What a mail from the bounce mailbox led to. */
export type Taken =
  /** It is another mail. */
  { readonly state: 'no_report' } | TakenReport

export type TakenReport =
  /** It names no mail that we signed, or one so old that it is forgotten. */
  | { readonly state: 'not_ours' }
  | Spared
  /** What became of the contact. */
  | (Exclude<Marked, { state: 'unknown_message' }> & { readonly status: string })

/** Why a report counts against nobody. */
type Spared =
  /** It is about somebody to whom our mail was forwarded; a complaint of another kind than spam (RFC 5965). */
  | { readonly state: 'another_recipient' | 'not_a_complaint' }
  /** See `BounceVerdict`. */
  | { readonly state: 'temporary' | 'refused' | 'arrived'; readonly status: string }

type Taking = Changing & Pick<Parts, 'config' | 'courier' | 'db'>

/** A complaint about spam; the other kinds (`fraud`, `not-spam` …) say nothing of what the person wants. */
const UNWANTED = 'abuse'

/**
 * Takes one mail from the mailbox to which mail servers send what they cannot deliver. Anybody can send there. So a report counts
 * only when it holds the signed Message-ID of a mail of ours, which nobody knows who had not that mail in hands; and it
 * counts only for the contact that this mail went to, whatever addresses it names.
 */
export async function takeReport(parts: Taking, raw: Uint8Array): Promise<Taken> {
  const report = await readBounce(raw)
  if (!report) return { state: 'no_report' }
  const id = outboxIdOf(report.messageId ?? '', messageIdKeys(parts.config.secretKey))
  if (id === undefined) return { state: 'not_ours' }
  const message = await parts.db.selectFrom('outbox').select('address').where('id', '=', id).executeTakeFirst()
  if (!message) return { state: 'not_ours' }
  const recipient = report.kind === 'delivery' ? recipientWith(report, message.address) : undefined
  const found = report.kind === 'delivery' ? verdictOf(recipient) : verdictOnComplaint(report)
  const marked = await markFound(parts, id, found)
  if (recipient?.action === 'failed')
    await parts.courier.returned({ id, status: recipient.status, fault: faultOf(recipient) })
  return marked
}

async function markFound(parts: Taking, id: number, found: Found): Promise<Taken> {
  if (found.state !== 'against') return found
  const marked = await markBouncing(parts, { id, reason: found.reason, told: found.status })
  return marked.state === 'unknown_message' ? { state: 'not_ours' } : { ...marked, status: found.status }
}

type Found = Spared | { readonly state: 'against'; readonly reason: 'returned' | 'complaint'; readonly status: string }

function verdictOnComplaint({ feedbackType }: ComplaintReport): Found {
  if (feedbackType !== UNWANTED) return { state: 'not_a_complaint' }
  return { state: 'against', reason: 'complaint', status: UNWANTED }
}

function verdictOf(recipient: BouncedRecipient | undefined): Found {
  if (!recipient) return { state: 'another_recipient' }
  const { verdict, status } = recipient
  return verdict === 'unreachable' ? { state: 'against', reason: 'returned', status } : { state: verdict, status }
}

/** What a failure says of the mail, as a sender would have put it. */
const faultOf = ({ verdict }: BouncedRecipient): SendFault =>
  verdict === 'unreachable' ? 'undeliverable' : verdict === 'temporary' ? 'temporary' : 'rejected'

/** What the report says of an address; the worst of it, should it say several things. */
function recipientWith({ recipients }: DeliveryReport, address: string): BouncedRecipient | undefined {
  const wanted = canonical(address)
  const about = recipients.filter(({ finalRecipient, originalRecipient }) =>
    [finalRecipient, originalRecipient].some((named) => named !== undefined && canonical(named) === wanted),
  )
  return about.find(({ verdict }) => verdict === 'unreachable') ?? about[0]
}

function canonical(address: string): string {
  const read = readEmail(address)
  return read.success ? read.contact.canonical : address
}
