import type { StepParts } from '../parts.ts'
import type { OtpEvent } from '../results.ts'
import type { OtpRow } from '../tables.ts'

/** Reports what happened to a flow, once it is on disk. */
export function report(
  { trx, emit, now }: StepParts,
  name: OtpEvent['name'],
  row: Pick<OtpRow, 'id' | 'contact' | 'channel' | 'purpose'>,
  reason: string | null,
): void {
  const event: OtpEvent = {
    name,
    at: now,
    otp: row.id,
    subject: Buffer.from(row.contact).toString('hex'),
    channel: row.channel,
    purpose: row.purpose,
    reason,
  }
  trx.afterCommit(() => emit(event))
}

/** Reports a guess in a flow that there is not. */
export function reportUnknown({ trx, emit, now }: StepParts, purpose: string): void {
  const event: OtpEvent = {
    name: 'otp_refused',
    at: now,
    otp: null,
    subject: null,
    channel: null,
    purpose,
    reason: 'unknown_flow',
  }
  trx.afterCommit(() => emit(event))
}
