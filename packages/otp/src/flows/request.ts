/**
 * A request, in the states of a flow:
 *
 *   (none) --request--> open   lane and purses grant: code staked, message ordered in the same commit
 *   (none) --request--> held   the lane is empty, the client's address has had its share, or the day's text messages are used up
 *   (none) --request--> (none) so many flows of the client's address wait already that it is told to come back
 *
 * The browser that holds a live flow for the same contact and purpose goes on with that one: its request is a resend.
 */

import { takeHeldFlow } from '../budget/address-limit.ts'
import { takeOne } from '../budget/gcra.ts'
import type { Grant, Granted } from '../budget/grant.ts'
import { grantCode } from '../budget/grant.ts'
import { mintToken } from '../codes/tokens.ts'
import { contactKey } from '../contacts/contact-key.ts'
import type { StepParts } from '../parts.ts'
import { MAX_RESENDS, PASS_TRIES } from '../policy.ts'
import type { DeviceLane } from '../statements/device.ts'
import { lockDevice } from '../statements/device.ts'
import { insertFlow, lockFlow } from '../statements/flow.ts'
import type { Step } from '../store.ts'
import { answer } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import { callerSecret, newestFlowOf } from './caller.ts'
import { endStep } from './end.ts'
import { heldFlow, openedFlow } from './flow-row.ts'
import { report } from './report.ts'
import { renewByLane } from './resend.ts'
import { orderMessage } from './send-code.ts'
import { isLive, isTypable } from './view.ts'
import type { RequestWish } from './wish.ts'

/** A flow with the token that its requester alone knows. */
export interface FlowOfRequester {
  readonly row: OtpRow
  readonly token: string
}

/** Too many flows wait already for this client address: none is opened before this instant, epoch ms. */
export interface NotOpened {
  readonly retryAt: number
}

/** Opens a flow, or goes on with the one that the same browser holds for this contact and purpose. */
export function* requestStep(parts: StepParts, wish: RequestWish): Step<FlowOfRequester | NotOpened> {
  const contact = contactKey(parts.installation, wish.contact.canonical)
  const live = yield* liveFlow(parts, wish, contact)
  const device = yield* knownDevice(parts, wish, contact)
  if (live && goesOn(live.row, device)) {
    const renewed = yield* renewByLane(parts, live.row, wish)
    // While it cools down, or its lane is empty, nothing is sent and the same flow goes on as it is.
    return { row: renewed.success ? renewed.row : live.row, token: live.token }
  }
  const id = parts.newId(parts.now)
  const grant = yield* grantRequest(parts, wish, contact, device, id)
  // A code that can still be typed is worth more than a flow that waits.
  if (live && grant.held && isTypable(live.row, parts.now)) return live
  const retryAt = grant.held && !grant.isCounted ? yield* takeHeldFlow(parts, wish.client) : undefined
  if (retryAt !== undefined) return { retryAt }
  if (live) yield* endStep(parts, { id: live.row.id, secretHash: live.row.secret_hash })
  const { token, secretHash } = mintToken(id, wish.caller === undefined ? undefined : callerSecret(wish.caller, id))
  const identity = { id, secretHash, contact }
  const row = grant.held
    ? insertHeld(parts, heldFlow(parts, wish, identity, grant.at))
    : yield* insertOpen(parts, heldFlow(parts, wish, identity, parts.now), wish, device, grant)
  return { row, token }
}

/** The flow that this browser holds, locked, while it can still lead to a session. */
function* liveFlow(parts: StepParts, wish: RequestWish, contact: Uint8Array): Step<FlowOfRequester | undefined> {
  const held = (yield* flowOfToken(parts, wish)) ?? (yield* flowOfCaller(parts, wish, contact))
  if (!held || !isLive(held.row, parts.now)) return undefined
  const isTheSame = held.row.purpose === wish.purpose && Buffer.compare(held.row.contact, contact) === 0
  return isTheSame ? held : undefined
}

function* flowOfToken({ trx }: StepParts, { current }: RequestWish): Step<FlowOfRequester | undefined> {
  const row = current && (yield* lockFlow(trx, current.parsed))
  return row && { row, token: current.token }
}

function* flowOfCaller({ trx }: StepParts, wish: RequestWish, contact: Uint8Array): Step<FlowOfRequester | undefined> {
  const { caller, purpose } = wish
  if (caller === undefined) return undefined
  const newest = yield* newestFlowOf(trx, caller, contact, purpose)
  const row = newest && (yield* lockFlow(trx, { id: newest.id, secretHash: newest.secret_hash }))
  return row && { row, token: mintToken(row.id, callerSecret(caller, row.id)).token }
}

/** A known device whose lane has a message; without one it counts as a stranger. */
function* knownDevice(
  { trx, now, policy }: StepParts,
  wish: RequestWish,
  contact: Uint8Array,
): Step<DeviceLane | undefined> {
  for (const token of wish.devices) {
    const device = yield* lockDevice(trx, token, contact, now)
    if (device && !policy.limits) return device
    if (device) return takeOne(policy.lanes.device, device.lane_tat, now).granted ? device : undefined
  }
  return undefined
}

/** Whether a request goes on with this flow. One that waits in the strangers' lane does not keep a known device waiting. */
function goesOn(row: OtpRow, device: DeviceLane | undefined): boolean {
  if (row.state === 'held' && device) return false
  return row.attempts < row.max_attempts && row.resends < MAX_RESENDS && row.pass_tries < PASS_TRIES
}

const grantRequest = (
  parts: StepParts,
  wish: RequestWish,
  contact: Uint8Array,
  device: DeviceLane | undefined,
  id: number,
): Step<Grant> =>
  grantCode(parts, {
    contact,
    otpType: wish.contact.otpType,
    phone: wish.contact.otpType === 'phone' ? wish.contact.canonical : null,
    lane: device ? 'device' : 'stranger',
    device,
    client: wish.client,
    minLength: wish.minLength,
    flow: { id, isChained: false },
  })

function insertHeld(parts: StepParts, row: OtpRow): OtpRow {
  insertFlow(parts.trx, row)
  report(parts, 'otp_held', row, null)
  return row
}

function* insertOpen(
  parts: StepParts,
  held: OtpRow,
  { channel }: RequestWish,
  device: DeviceLane | undefined,
  grant: Granted,
): Step<OtpRow> {
  const row = openedFlow(
    parts,
    held,
    { channel, lane: device ? 'device' : 'stranger', deviceId: device?.id ?? null },
    grant,
  )
  insertFlow(parts.trx, row)
  yield* answer(orderMessage(parts, row))
  report(parts, 'otp_requested', row, null)
  return row
}
