import { OTP_KIND } from './courier.ts'
import type { EngineParts } from './parts.ts'
import { PASS_MS } from './policy.ts'
import type { Reply, Trx } from './store.ts'
import type { OtpRow } from './tables.ts'

/**
 * Puts the order for a flow's present code into the outbox. The order names the row and the mark of its message: an order
 * that a resend has overtaken reveals nothing more.
 */
export function orderMessage(parts: EngineParts, trx: Trx, row: OtpRow, now: number): Reply<void> {
  return parts.courier.enqueue(trx, {
    kind: OTP_KIND,
    reference: `${row.id}.${row.mark}`,
    channel: row.channel,
    address: row.recipient,
    locale: row.locale,
    // A pass outlives the code on purpose; such a message goes late without the code.
    notAfter: row.pass_made_at === null ? (row.expires_at ?? now) : now + PASS_MS,
    silent: row.decoy === 1,
  })
}

/** A WhatsApp template has fixed words and no room for a pass: such a message goes by SMS to the same number. */
export const carryingChannel = (channel: OtpRow['channel'], passMadeAt: number | null): OtpRow['channel'] =>
  channel === 'whatsapp' && passMadeAt !== null ? 'sms' : channel
