/**
 * The moves of a flow that bring a new code:
 *
 *   open --resend--> open     new code in place, attempts kept, a message of its lane
 *   held --resend--> open     once the lane has a message: staked, its 30 minutes begin
 *   open, held --pass--> open recognised in place, once a flow: settled as a stranger's, staked anew, attempts 0
 *
 * Everything else leaves the flow as it is and says why.
 */
import type { Channel } from './contacts/contact.ts'
import type { FreshCode } from './fresh-code.ts'
import { drawCode } from './fresh-code.ts'
import { takeOne } from './gcra.ts'
import { grantCode } from './grant.ts'
import type { EngineParts } from './parts.ts'
import { carryPass } from './pass.ts'
import { FLOW_MS, LONGEST_EXPIRY_MS, MAX_RESENDS } from './policy.ts'
import type { Renewed } from './renew.ts'
import { openAnew, renew, withCode } from './renew.ts'
import { carryingChannel } from './send-code.ts'
import { DELAY_RESEND, lockBudget, lockDeviceById, SAVE_DEVICE_LANE, saveBudget } from './statements.ts'
import type { Step, Trx } from './store.ts'
import { send } from './store.ts'
import type { OtpRow } from './tables.ts'
import { nextMessageAt } from './use-pass.ts'
import { isLive, report } from './view.ts'

/** Brings a new code to a locked flow by its lane. */
export function* renewByLane(parts: EngineParts, trx: Trx, row: OtpRow, channel: Channel, now: number): Step<Renewed> {
  if (!isLive(row, now)) return { success: false, reason: 'unknown_flow' }
  const renewed =
    row.state === 'held' ? yield* openHeld(parts, trx, row, channel, now) : yield* resend(parts, trx, row, channel, now)
  if (!renewed.success) report(parts, trx, 'otp_resend_refused', row, now, renewed.reason)
  return renewed
}

function* openHeld(parts: EngineParts, trx: Trx, row: OtpRow, channel: Channel, now: number): Step<Renewed> {
  const grant = yield* grantCode(parts, trx, {
    contact: row.contact,
    otpType: row.otp_type,
    lane: 'stranger',
    device: undefined,
    minLength: row.min_length,
    now,
    otp: row.id,
  })
  if (grant.held) {
    send(trx, DELAY_RESEND, [row.id, grant.at])
    row.resend_at = grant.at
    return { success: false, reason: 'empty_lane', retryAt: grant.at }
  }
  return yield* openAnew(parts, trx, row, channel, 'stranger', grant, now)
}

function* resend(parts: EngineParts, trx: Trx, row: OtpRow, channel: Channel, now: number): Step<Renewed> {
  if (row.attempts >= row.max_attempts) return { success: false, reason: 'too_many_attempts' }
  if (row.resends >= MAX_RESENDS) return { success: false, reason: 'no_resends_left' }
  const resendAt = row.resend_at ?? now
  if (parts.policy.limits && resendAt > now) return { success: false, reason: 'cooling_down', retryAt: resendAt }
  const message = yield* takeLaneMessage(parts, trx, row, now)
  if (!message.granted) {
    send(trx, DELAY_RESEND, [row.id, message.at])
    row.resend_at = message.at
    return { success: false, reason: 'empty_lane', retryAt: message.at }
  }
  const openedAt = row.ends_at - FLOW_MS
  const same = parts.policy.resend === 'same' && openedAt + LONGEST_EXPIRY_MS > now
  const code: FreshCode = same ? presentCode(row) : draw(parts, row, row.code_length ?? parts.policy.length)
  // The same code again lives ten minutes in all, however often it is sent.
  const expiresAt = same
    ? Math.min(now + parts.policy.resentExpiryMs, openedAt + LONGEST_EXPIRY_MS)
    : now + parts.policy.resentExpiryMs
  const resends = row.resends + 1
  return yield* renew(
    parts,
    trx,
    row,
    {
      ...withCode(row, code, same),
      expires_at: expiresAt,
      ends_at: Math.max(row.ends_at, expiresAt),
      resends,
      resend_at: resends < MAX_RESENDS ? now + (parts.policy.cooldownsMs[resends] ?? 0) : null,
      channel: carryingChannel(channel, message.passMadeAt),
      pass_made_at: message.passMadeAt,
    },
    now,
  )
}

type LaneMessage = { granted: true; passMadeAt: number | null } | { granted: false; at: number }

/** A resend's message comes from the lane that its flow is in; a purse is not touched. */
function* takeLaneMessage(parts: EngineParts, trx: Trx, row: OtpRow, now: number): Step<LaneMessage> {
  const { lanes, limits } = parts.policy
  if (!limits) return { granted: true, passMadeAt: null }
  if (row.lane === 'device') {
    const device = row.device_id === null ? undefined : yield* lockDeviceById(trx, row.device_id, now)
    const taken = takeOne(lanes.device, device?.lane_tat ?? null, now)
    if (!taken.granted) return taken
    if (device) send(trx, SAVE_DEVICE_LANE, [device.id, taken.tat])
    return { granted: true, passMadeAt: null }
  }
  const budget = yield* lockBudget(trx, row.contact)
  if (row.lane === 'pass') {
    if (budget.pass_until <= now || budget.pass_uses <= 0)
      return { granted: false, at: nextMessageAt(parts, row, budget.lane_tat, now) }
    saveBudget(trx, { ...budget, pass_uses: budget.pass_uses - 1 })
    return { granted: true, passMadeAt: null }
  }
  const taken = takeOne(lanes[row.otp_type], budget.lane_tat, now)
  if (!taken.granted) return taken
  const pass = carryPass(budget, taken.wholeLeft, now)
  saveBudget(trx, { ...budget, lane_tat: taken.tat, ...pass })
  return { granted: true, passMadeAt: pass?.pass_made_at ?? null }
}

const draw = (parts: EngineParts, row: OtpRow, length: number): FreshCode =>
  drawCode(parts.keys.newest, row.id, length, row.decoy === 1, row.mark)

function presentCode(row: OtpRow): FreshCode {
  if (!row.seed || !row.code_mac || row.key_id === null || row.mark === null)
    throw new Error(`Flow ${row.id} is open without a code.`)
  return { seed: row.seed, mac: row.code_mac, keyId: row.key_id, mark: row.mark }
}
