import type { Channel } from './contacts/contact.ts'
import type { FreshCode } from './fresh-code.ts'
import { drawCode } from './fresh-code.ts'
import type { Grant } from './grant.ts'
import type { EngineParts } from './parts.ts'
import { FLOW_MS } from './policy.ts'
import type { ResendRefusal } from './results.ts'
import { carryingChannel, orderMessage } from './send-code.ts'
import { RENEW_CODE } from './statements.ts'
import type { Step, Trx } from './store.ts'
import { answer, send } from './store.ts'
import type { OtpRow } from './tables.ts'
import { report } from './view.ts'

export type Renewed = { success: true; row: OtpRow } | ResendRefusal

/** Opens a held flow, or an open one anew after its pass: the flow's 30 minutes begin. */
export function* openAnew(
  parts: EngineParts,
  trx: Trx,
  row: OtpRow,
  channel: Channel,
  lane: OtpRow['lane'],
  grant: Grant & { held: false },
  now: number,
): Step<Renewed> {
  const decoy = row.decoy === 1 || grant.refused
  const code = drawCode(parts.keys.newest, row.id, grant.length, decoy, row.mark)
  const fresh: OtpRow = {
    ...withCode(row, code, false),
    // Guesses before a pass were another purse's.
    attempts: 0,
    resends: 0,
    resend_at: now + (parts.policy.cooldownsMs[0] ?? 0),
    expires_at: now + row.expiry_ms,
    ends_at: now + FLOW_MS,
    channel: carryingChannel(channel, grant.passMadeAt),
    lane,
    decoy: decoy ? 1 : 0,
    code_length: grant.length,
    pass_made_at: grant.passMadeAt,
    stake: grant.stake,
    guess_cost: grant.guessCost,
    g_stake: grant.gStake,
    g_guess_cost: grant.gGuessCost,
    previous_otp: grant.previousOtp,
  }
  return yield* renew(parts, trx, row, fresh, now)
}

/** Writes a flow's new code and orders its message. */
export function* renew(parts: EngineParts, trx: Trx, before: OtpRow, r: OtpRow, now: number): Step<Renewed> {
  const fresh: OtpRow = { ...r, state: 'open' }
  send(trx, RENEW_CODE, [
    r.id,
    r.seed,
    r.key_id,
    r.code_mac,
    r.code_mac_before,
    r.mark,
    r.expires_at,
    r.ends_at,
    r.attempts,
    r.resends,
    r.resend_at,
    r.channel,
    r.lane,
    r.code_length,
    r.pass_made_at,
    r.stake,
    r.guess_cost,
    r.g_stake,
    r.g_guess_cost,
    r.previous_otp,
    before.state,
  ])
  yield* answer(orderMessage(parts, trx, fresh, now))
  report(parts, trx, 'otp_resent', fresh, now, null)
  return { success: true, row: fresh }
}

/** The row with a new code in it; the one before stays known by its fingerprint. */
export const withCode = (row: OtpRow, code: FreshCode, same: boolean): OtpRow => ({
  ...row,
  seed: code.seed,
  key_id: code.keyId,
  code_mac: code.mac,
  code_mac_before: same ? row.code_mac_before : row.code_mac,
  mark: code.mark,
})
