import { addressUnit } from './client-address.ts'
import type { Channel, Contact } from './contacts/contact.ts'
import { drawCode } from './fresh-code.ts'
import { takeOne } from './gcra.ts'
import type { Grant } from './grant.ts'
import { grantCode } from './grant.ts'
import type { EngineParts } from './parts.ts'
import { hashContact } from './parts.ts'
import { FLOW_MS, HELD_MS, MAX_RESENDS, PASS_TRIES } from './policy.ts'
import { renewByLane } from './resend.ts'
import { carryingChannel, orderMessage } from './send-code.ts'
import {
  asFlow,
  END_FLOW,
  INSERT_FLOW,
  lockDevice,
  lockFlow,
  READ_BY_CALLER,
  READ_RATE,
  TAKE_RATE,
} from './statements.ts'
import type { Reply, Step, Trx } from './store.ts'
import { answer, send } from './store.ts'
import type { DeviceRow, OtpRow } from './tables.ts'
import type { ParsedToken } from './tokens.ts'
import { hashBytes, mintToken, SECRET_BYTES } from './tokens.ts'
import { isLive, isTypable, report } from './view.ts'

/** A request, read and ready for its step. */
export interface RequestWish {
  channel: Channel
  contact: Contact
  /** Where the record has it; null makes a decoy. */
  recipient: string | null
  name: string | null
  locale: string
  purpose: string
  /** The live flow that the asking browser holds. */
  current: ParsedToken | undefined
  currentToken: string | undefined
  device: ParsedToken | undefined
  /** A string that the calling program holds for this browser alone. */
  caller: string | undefined
  client: string | undefined
  expiryMs: number
  minLength: number
}

export interface RequestOutcome {
  row: OtpRow
  token: string
}

/** Opens a flow, or goes on with the one that the same browser holds for this contact and purpose. */
export function* requestStep(parts: EngineParts, trx: Trx, wish: RequestWish, now: number): Step<RequestOutcome> {
  const contact = hashContact(parts.salt, wish.contact.canonical)
  const current = yield* currentFlow(parts, trx, wish, contact)
  const live = current && isLive(current, now) ? current : undefined
  if (live && canGoOn(live)) {
    const renewed = yield* renewByLane(parts, trx, live, wish.channel, now)
    // Nothing was sent when it cools down or its lane is empty: the same flow goes on as it is.
    return { row: renewed.success ? renewed.row : live, token: tokenOf(wish, live.id) }
  }
  const id = parts.newId(now)
  const { token, secretHash } = wish.caller === undefined ? mintToken(id) : mintToken(id, callerSecret(wish.caller, id))
  const device = wish.device ? yield* knownDevice(parts, trx, wish.device, contact, now) : undefined
  const grant = yield* grantFlow(parts, trx, wish, contact, device, id, now)
  if (grant.held && live && isTypable(live, now)) return { row: live, token: tokenOf(wish, live.id) }
  if (live) send(trx, END_FLOW, [live.id])
  const row = newRow(parts, wish, { id, secretHash, contact, device, grant, now })
  insert(trx, row)
  if (row.state === 'open') yield* answer(orderMessage(parts, trx, row, now))
  report(parts, trx, grant.held ? 'otp_held' : 'otp_requested', row, now, null)
  return { row, token }
}

function* currentFlow(parts: EngineParts, trx: Trx, wish: RequestWish, contact: Uint8Array): Step<OtpRow | undefined> {
  if (wish.current) {
    const row = yield* lockFlow(trx, wish.current.id, wish.current.secretHash)
    return row?.purpose === wish.purpose && Buffer.compare(row.contact, contact) === 0 ? row : undefined
  }
  if (wish.caller === undefined) return undefined
  const found = yield* answer(callerFlow(parts, contact, hashCaller(wish.caller), wish.purpose))
  return found ? yield* lockFlow(trx, found.id, found.secret_hash) : undefined
}

/** The newest flow that a program opened for one browser and contact. */
export function callerFlow(
  parts: EngineParts,
  contact: Uint8Array,
  callerHash: Uint8Array,
  purpose: string,
): Reply<OtpRow | undefined> {
  const reply = parts.store.get(READ_BY_CALLER, [callerHash, contact, purpose])
  return reply instanceof Promise ? reply.then(asFlow) : asFlow(reply)
}

// A flow of a caller has a secret that the caller's string makes again, so that its token need not be kept.
const callerSecret = (caller: string, id: number): Uint8Array =>
  hashBytes(`kerbside/otp/flow ${id} ${caller}`).subarray(0, SECRET_BYTES)

function tokenOf(wish: RequestWish, id: number): string {
  if (wish.currentToken !== undefined) return wish.currentToken
  return mintToken(id, callerSecret(wish.caller ?? '', id)).token
}

const canGoOn = (row: OtpRow): boolean =>
  row.attempts < row.max_attempts && row.resends < MAX_RESENDS && row.pass_tries < PASS_TRIES

/** A device whose lane is empty counts as a stranger. */
function* knownDevice(
  parts: EngineParts,
  trx: Trx,
  token: ParsedToken,
  contact: Uint8Array,
  now: number,
): Step<DeviceRow | undefined> {
  const device = yield* lockDevice(trx, token.id, token.secretHash, contact, now)
  if (!device || !parts.policy.limits) return device
  return takeOne(parts.policy.lanes.device, device.lane_tat, now).granted ? device : undefined
}

function* grantFlow(
  parts: EngineParts,
  trx: Trx,
  wish: RequestWish,
  contact: Uint8Array,
  device: DeviceRow | undefined,
  otp: number,
  now: number,
): Step<Grant> {
  if (!device) {
    const blockedUntil = yield* takeAddress(parts, trx, wish.client, now)
    // Held, not refused: a pass can still be typed.
    if (blockedUntil !== undefined) return { held: true, at: blockedUntil }
  }
  return yield* grantCode(parts, trx, {
    contact,
    otpType: wish.contact.otpType,
    lane: device ? 'device' : 'stranger',
    device,
    minLength: wish.minLength,
    now,
    otp,
  })
}

/** Takes one request of the client address's share; gives the instant of the next one when there is none. */
function* takeAddress(parts: EngineParts, trx: Trx, client: string | undefined, now: number): Step<number | undefined> {
  const { address, limits } = parts.policy
  const unit = client === undefined ? undefined : addressUnit(client)
  if (!limits || unit === undefined) return undefined
  const room = address.burst * address.gapMs
  const taken = yield* answer(trx.get(TAKE_RATE, [`address ${unit}`, now, address.gapMs, room, now + address.gapMs]))
  if (taken) return undefined
  const stored = yield* answer(trx.get(READ_RATE, [`address ${unit}`]))
  return Number(stored?.tat ?? now) + address.gapMs - room
}

interface Opening {
  id: number
  secretHash: Uint8Array
  contact: Uint8Array
  device: DeviceRow | undefined
  grant: Grant
  now: number
}

function newRow(
  parts: EngineParts,
  wish: RequestWish,
  { id, secretHash, contact, device, grant, now }: Opening,
): OtpRow {
  const open = grant.held ? undefined : grant
  const decoy = wish.recipient === null || (open?.refused ?? false)
  const code = open && drawCode(parts.keys.newest, id, open.length, decoy, null)
  return {
    id,
    secret_hash: secretHash,
    contact,
    email: wish.contact.otpType === 'email' ? wish.contact.typed : null,
    phone: wish.contact.otpType === 'phone' ? wish.contact.canonical : null,
    otp_type: wish.contact.otpType,
    is_verified: 0,
    created_at: now,
    expires_at: open ? now + wish.expiryMs : null,
    attempts: 0,
    max_attempts: parts.policy.maxAttempts,
    previous_otp: open?.previousOtp ?? null,
    purpose: wish.purpose,
    channel: carryingChannel(wish.channel, open?.passMadeAt ?? null),
    locale: wish.locale,
    recipient: wish.recipient ?? wish.contact.canonical,
    name: wish.name,
    decoy: decoy ? 1 : 0,
    mark: code?.mark ?? null,
    lane: open && device ? 'device' : 'stranger',
    state: open ? 'open' : 'held',
    seed: code?.seed ?? null,
    key_id: code?.keyId ?? null,
    code_mac: code?.mac ?? null,
    code_mac_before: null,
    code_length: open?.length ?? null,
    min_length: wish.minLength,
    expiry_ms: wish.expiryMs,
    resends: 0,
    resend_at: grant.held ? grant.at : now + parts.policy.cooldownsMs[0],
    pass_tries: 0,
    pass_made_at: open?.passMadeAt ?? null,
    stake: open?.stake ?? 0,
    guess_cost: open?.guessCost ?? 0,
    g_stake: open?.gStake ?? 0,
    g_guess_cost: open?.gGuessCost ?? 0,
    ends_at: now + (open ? FLOW_MS : HELD_MS),
    settled: 0,
    device_id: open && device ? device.id : null,
    caller_hash: wish.caller === undefined ? null : hashCaller(wish.caller),
  }
}

function insert(trx: Trx, r: OtpRow): void {
  send(trx, INSERT_FLOW, [
    r.id,
    r.secret_hash,
    r.contact,
    r.email,
    r.phone,
    r.otp_type,
    r.created_at,
    r.expires_at,
    r.max_attempts,
    r.previous_otp,
    r.purpose,
    r.channel,
    r.locale,
    r.recipient,
    r.name,
    r.decoy,
    r.mark,
    r.lane,
    r.state,
    r.seed,
    r.key_id,
    r.code_mac,
    r.code_length,
    r.min_length,
    r.expiry_ms,
    r.resend_at,
    r.pass_made_at,
    r.stake,
    r.guess_cost,
    r.g_stake,
    r.g_guess_cost,
    r.ends_at,
    r.device_id,
    r.caller_hash,
  ])
}

/** The hash under which a calling program's string for one browser stands in its flows. */
export const hashCaller = (caller: string): Uint8Array => hashBytes(`kerbside/otp/caller ${caller}`)
