import type { FlowState } from '../api.ts'
import { isSilent } from '../codes/draw-code.ts'
import { MAX_RESENDS, PASS_TRIES } from '../policy.ts'
import type { FlowView } from '../results.ts'
import type { OtpRow } from '../tables.ts'
import { referenceOf } from './send-code.ts'

/** What a row shows of its flow. */
export function viewOf(row: OtpRow): FlowView {
  const held = row.state === 'held'
  return {
    held,
    mark: held ? null : row.mark,
    expiresAt: held ? null : row.expires_at,
    resendAt: row.resends < MAX_RESENDS ? row.resend_at : null,
    codeLength: held ? null : row.code_length,
    sentTo: row.email ?? row.phone ?? '',
  }
}

/** Whether a flow can still lead to a session: it is neither used, ended, settled nor past its end. */
export const isLive = (row: OtpRow, now: number): boolean =>
  (row.state === 'open' || row.state === 'held') && row.settled === 0 && row.ends_at > now

/** Whether the flow's present code may still be typed. */
export const isTypable = (row: OtpRow, now: number): boolean =>
  isLive(row, now) && row.state === 'open' && row.attempts < row.max_attempts && (row.expires_at ?? 0) > now

/** All that the browser which holds a flow's token may know of it. */
export function stateOf(row: OtpRow, now: number): FlowState {
  const live = isLive(row, now)
  const passTriesLeft = PASS_TRIES - row.pass_tries
  return {
    ...viewOf(row),
    otp: row.id,
    state: row.state,
    live,
    otpType: row.otp_type,
    channel: row.channel,
    purpose: row.purpose,
    attemptsLeft: row.max_attempts - row.attempts,
    passTriesLeft,
    takesPass: live && row.lane === 'stranger' && passTriesLeft > 0,
    endsAt: row.ends_at,
    reference: row.mark === null ? null : referenceOf(row),
    showsDelivery: row.lane === 'device' && !isSilent(row),
  }
}
