/**
 * The moves of a flow that bring a new code:
 *
 *   open --resend--> open      new code in place, attempts and stake kept, a message of its lane
 *   held --resend--> open      once the lane has a message: staked, its 30 minutes begin
 *   open, held --pass--> open  recognised in place, once a flow (use-pass.ts)
 *
 * Everything else leaves the flow as it is and says why.
 */
import type { ResendOptions } from '../api.ts'
import { grantCode } from '../budget/grant.ts'
import { takeLaneMessage } from '../budget/lane-message.ts'
import { drawCode } from '../codes/draw-code.ts'
import type { ParsedToken } from '../codes/tokens.ts'
import type { Channel } from '../contacts/contact.ts'
import type { StepParts } from '../parts.ts'
import { FLOW_MS, LONGEST_EXPIRY_MS, MAX_RESENDS } from '../policy.ts'
import type { ResendResult } from '../results.ts'
import { delayResend, lockFlow } from '../statements/flow.ts'
import type { Step } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import { openedFlow, withCode } from './flow-row.ts'
import type { Renewed } from './renew.ts'
import { renew } from './renew.ts'
import { report } from './report.ts'
import { carryingChannel } from './send-code.ts'
import { renewByPass } from './use-pass.ts'
import { isLive, viewOf } from './view.ts'

/** Brings a new code to the flow of a token, by its lane or by a pass. */
export function* resendStep(parts: StepParts, token: ParsedToken, asked: ResendOptions): Step<ResendResult> {
  const row = yield* lockFlow(parts.trx, token)
  if (!row) return { success: false, reason: 'unknown_flow' }
  const channel = channelFor(row, asked.channel)
  const renewed =
    asked.pass === undefined
      ? yield* renewByLane(parts, row, { channel, client: asked.client })
      : yield* renewByPass(parts, row, asked.pass, channel)
  return renewed.success ? { success: true, flow: asked.flow, ...viewOf(renewed.row) } : renewed
}

/** A code for an e-mail address stays mail; SMS and WhatsApp reach the same number. */
const channelFor = (row: OtpRow, wished: Channel | undefined): Channel =>
  wished === undefined || (wished === 'email') !== (row.channel === 'email') ? row.channel : wished

/** How another code should come, and from where it is asked for. */
export interface ResendWish {
  readonly channel: Channel
  readonly client: string | undefined
}

/** Brings a new code to a locked flow by its lane. */
export function* renewByLane(parts: StepParts, row: OtpRow, wish: ResendWish): Step<Renewed> {
  if (!isLive(row, parts.now)) return { success: false, reason: 'unknown_flow' }
  const renewed = row.state === 'held' ? yield* openHeld(parts, row, wish) : yield* resend(parts, row, wish)
  if (!renewed.success) report(parts, 'otp_resend_refused', row, renewed.reason)
  return renewed
}

function* openHeld(parts: StepParts, row: OtpRow, { channel, client }: ResendWish): Step<Renewed> {
  if (row.resend_at !== null && waits(parts, row.resend_at)) {
    return { success: false, reason: 'empty_lane', retryAt: row.resend_at }
  }
  const grant = yield* grantCode(parts, {
    contact: row.contact,
    otpType: row.otp_type,
    phone: row.phone,
    lane: 'stranger',
    device: undefined,
    client,
    minLength: row.min_length,
    flow: { id: row.id, isChained: false },
  })
  if (grant.held) {
    delayResend(parts.trx, row, grant.at)
    return { success: false, reason: 'empty_lane', retryAt: grant.at }
  }
  return yield* renew(parts, openedFlow(parts, row, { channel, lane: 'stranger', deviceId: null }, grant))
}

function* resend(parts: StepParts, row: OtpRow, { channel, client }: ResendWish): Step<Renewed> {
  if (row.attempts >= row.max_attempts) return { success: false, reason: 'too_many_attempts' }
  if (row.resends >= MAX_RESENDS) return { success: false, reason: 'no_resends_left' }
  if (row.resend_at !== null && waits(parts, row.resend_at)) {
    return { success: false, reason: 'cooling_down', retryAt: row.resend_at }
  }
  const message = yield* takeLaneMessage(parts, row, client)
  if (!message.granted) {
    delayResend(parts.trx, row, message.at)
    return { success: false, reason: 'empty_lane', retryAt: message.at }
  }
  const resent = resentFlow(parts, row)
  return yield* renew(parts, {
    ...resent,
    channel: carryingChannel(channel, message.passMadeAt),
    pass_made_at: message.passMadeAt,
  })
}

const waits = ({ policy, now }: StepParts, resendAt: number): boolean => policy.limits && resendAt > now

/** The flow with its next code: a new one, or the same again where the policy says so. */
function resentFlow({ policy, keys, now }: StepParts, row: OtpRow): OtpRow {
  const resends = row.resends + 1
  const openedAt = row.ends_at - FLOW_MS
  const expiresAt = now + Math.min(2 * row.expiry_ms, LONGEST_EXPIRY_MS)
  // The same code lives ten minutes in all, however often it is sent.
  const lastsUntil = openedAt + LONGEST_EXPIRY_MS
  const isSame = policy.resend === 'same' && lastsUntil > now
  const flow = isSame ? row : withCode(row, drawCode(keys.newest, row, row.code_length ?? policy.length))
  const ends = isSame ? Math.min(expiresAt, lastsUntil) : expiresAt
  return {
    ...flow,
    expires_at: ends,
    ends_at: Math.max(row.ends_at, ends),
    resends,
    resend_at: resends < MAX_RESENDS ? now + (policy.cooldownsMs[resends] ?? 0) : null,
  }
}
