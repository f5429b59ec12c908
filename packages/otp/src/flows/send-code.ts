import { isSilent } from '../codes/draw-code.ts'
import { OTP_KIND } from '../courier.ts'
import type { StepParts } from '../parts.ts'
import { PASS_MS } from '../policy.ts'
import type { Reply } from '../store.ts'
import type { OtpRow } from '../tables.ts'

/**
 * Puts the order for a flow's present code into the outbox. The order names the row and the mark of its message: an order
 * that a resend has overtaken reveals nothing more.
 */
export function orderMessage({ courier, trx, now }: StepParts, row: OtpRow): Reply<void> {
  return courier.enqueue(trx, {
    kind: OTP_KIND,
    reference: referenceOf(row),
    channel: row.channel,
    address: row.recipient,
    locale: row.locale,
    // A pass outlives the code on purpose.
    notAfter: row.pass_made_at === null ? (row.expires_at ?? now) : now + PASS_MS,
    silent: isSilent(row),
  })
}

/** What the courier calls the message of a flow's present code. */
export const referenceOf = ({ id, mark }: Pick<OtpRow, 'id' | 'mark'>): string => `${id}.${mark}`

/** A WhatsApp template has fixed words and no room for a pass: such a message goes by SMS to the same number. */
export const carryingChannel = (channel: OtpRow['channel'], passMadeAt: number | null): OtpRow['channel'] =>
  channel === 'whatsapp' && passMadeAt !== null ? 'sms' : channel
