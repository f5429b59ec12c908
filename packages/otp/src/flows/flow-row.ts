/** The row of a flow: it begins as a held one, and a grant opens it, at once or later. */

import type { Granted } from '../budget/grant.ts'
import type { FreshCode } from '../codes/draw-code.ts'
import { drawCode } from '../codes/draw-code.ts'
import type { StepParts } from '../parts.ts'
import { FLOW_MS, HELD_MS } from '../policy.ts'
import type { Lane, OtpRow } from '../tables.ts'
import { hashCaller } from './caller.ts'
import { carryingChannel } from './send-code.ts'
import type { RequestWish } from './wish.ts'

/** Who a new flow is, and for whom. */
export interface FlowIdentity {
  readonly id: number
  readonly secretHash: Uint8Array
  readonly contact: Uint8Array
}

/** A flow without a message: no code, no stake, for a day. */
export function heldFlow(
  { now, policy }: StepParts,
  wish: RequestWish,
  { id, secretHash, contact }: FlowIdentity,
  resendAt: number,
): OtpRow {
  const { otpType, typed, canonical } = wish.contact
  return {
    id,
    secret_hash: secretHash,
    contact,
    email: otpType === 'email' ? typed : null,
    phone: otpType === 'phone' ? canonical : null,
    otp_type: otpType,
    is_verified: 0,
    created_at: now,
    expires_at: null,
    attempts: 0,
    max_attempts: policy.maxAttempts,
    previous_otp: null,
    purpose: wish.purpose,
    channel: wish.channel,
    locale: wish.locale,
    recipient: wish.recipient ?? canonical,
    name: wish.name,
    decoy: wish.recipient === null ? 1 : 0,
    refused: 0,
    mark: null,
    lane: 'stranger',
    state: 'held',
    seed: null,
    key_id: null,
    code_mac: null,
    code_mac_before: null,
    code_length: null,
    min_length: wish.minLength,
    expiry_ms: wish.expiryMs,
    resends: 0,
    resend_at: resendAt,
    pass_tries: 0,
    pass_made_at: null,
    stake: 0,
    guess_cost: 0,
    g_stake: 0,
    g_guess_cost: 0,
    ends_at: now + HELD_MS,
    settled: 0,
    device_id: null,
    caller_hash: wish.caller === undefined ? null : hashCaller(wish.caller),
  }
}

/** The flow with the code of a grant: attempts, resends and its 30 minutes begin. */
export function openedFlow(
  { keys, now, policy }: StepParts,
  row: OtpRow,
  by: { readonly channel: OtpRow['channel']; readonly lane: Lane; readonly deviceId: number | null },
  grant: Granted,
): OtpRow {
  const flow: OtpRow = { ...row, refused: grant.refused ? 1 : 0 }
  return {
    ...withCode(flow, drawCode(keys.newest, flow, grant.length)),
    state: 'open',
    lane: by.lane,
    device_id: by.deviceId,
    channel: carryingChannel(by.channel, grant.passMadeAt),
    code_length: grant.length,
    // A policy may have changed since the row was made, and the stake is for so many guesses.
    max_attempts: policy.maxAttempts,
    attempts: 0,
    resends: 0,
    resend_at: now + policy.cooldownsMs[0],
    expires_at: now + row.expiry_ms,
    ends_at: now + FLOW_MS,
    pass_made_at: grant.passMadeAt,
    stake: grant.stake,
    guess_cost: grant.guessCost,
    g_stake: grant.gStake,
    g_guess_cost: grant.gGuessCost,
    // An open row keeps its place in the contact's chain; a held one becomes the newest.
    previous_otp: row.state === 'held' ? grant.previousOtp : row.previous_otp,
  }
}

/** The flow with a new code in it; the one before stays known by its fingerprint. */
export const withCode = (row: OtpRow, code: FreshCode): OtpRow => ({
  ...row,
  seed: code.seed,
  key_id: code.keyId,
  code_mac: code.mac,
  code_mac_before: row.code_mac,
  mark: code.mark,
})
