/**
 * "I did not ask for this." A mail carries a short token that only its reader has. It signs nobody in; used by a POST, it ends
 * its flow, and for a day every request of a stranger for this contact becomes a decoy. The owner's own new device comes
 * in by the pass that is shown then.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Beside } from '../api.ts'
import { besides } from '../beside.ts'
import { derivePass } from '../codes/derive-code.ts'
import type { Key } from '../codes/keys.ts'
import { hmac } from '../codes/keys.ts'
import type { StepParts } from '../parts.ts'
import { PASS_MS, PASS_USES } from '../policy.ts'
import { lockBudget, saveBudget } from '../statements/budget.ts'
import { endFlow } from '../statements/finish.ts'
import { readFlowById } from '../statements/flow.ts'
import type { Step } from '../store.ts'
import { report } from './report.ts'

/** How long strangers are refused. */
export const REFUSAL_MS = 24 * 3_600_000

/** What refusing strangers gives to who asked for it. */
export interface StrangersRefused {
  /** Until then requests of strangers look sent and send nothing, epoch ms. */
  readonly until: number
  /** Twelve digits by which a new device of the owner comes in meanwhile. */
  readonly pass: string
}

const ID_BYTES = 8
// 80 bits: nobody tries so many mails, and the link stays short.
const MAC_BYTES = 10
const TOKEN = /^[A-Za-z0-9_-]{24}$/

/** The token that the mails of a flow carry. */
export function denialToken(key: Key, id: number): string {
  const bytes = Buffer.allocUnsafe(ID_BYTES + MAC_BYTES)
  bytes.writeBigUInt64BE(BigInt(id))
  bytes.set(macOf(key, id), ID_BYTES)
  return bytes.toString('base64url')
}

/** Ends the flow of a mail's token and refuses strangers for a day; undefined for a token that is none, or too old. */
export function* denyStep(
  parts: StepParts,
  token: string,
  beside: Beside<StrangersRefused> | undefined,
): Step<StrangersRefused | undefined> {
  const id = readDenial(parts, token)
  const row = id === undefined ? undefined : yield* readFlowById(parts.trx, id)
  if (!row) return undefined
  const ended = yield* endFlow(parts.trx, { id: row.id, secretHash: row.secret_hash })
  if (ended) report(parts, 'otp_ended', row, 'denied')
  report(parts, 'otp_denied', row, null)
  return yield* refuseStrangersStep(parts, row.contact, beside)
}

/** Refuses strangers for a day, and shows the pass. Asked again meanwhile it changes nothing. */
export function* refuseStrangersStep(
  parts: StepParts,
  contact: Uint8Array,
  beside: Beside<StrangersRefused> | undefined,
): Step<StrangersRefused> {
  return yield* besides(parts.trx, yield* refusal(parts, contact), beside)
}

function* refusal(parts: StepParts, contact: Uint8Array): Step<StrangersRefused> {
  const { trx, now, keys } = parts
  const budget = yield* lockBudget(trx, contact)
  const shown = (madeAt: number, until: number) => ({ until, pass: derivePass(keys.newest, contact, madeAt) })
  if (budget.refuse_until > now && budget.pass_made_at !== null) return shown(budget.pass_made_at, budget.refuse_until)
  // Never the instant of a pass that was: its digits would come back.
  const madeAt = Math.max(now, (budget.pass_made_at ?? 0) + 1)
  const until = now + REFUSAL_MS
  const pass = { pass_made_at: madeAt, pass_before: null, pass_until: now + PASS_MS, pass_uses: PASS_USES }
  saveBudget(trx, { ...budget, ...pass, refuse_until: until })
  return shown(madeAt, until)
}

function readDenial({ keys }: StepParts, token: string): number | undefined {
  if (!TOKEN.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  const id = Number(bytes.readBigUInt64BE())
  const mac = bytes.subarray(ID_BYTES)
  return keys.all.some((key) => timingSafeEqual(macOf(key, id), mac)) ? id : undefined
}

const macOf = (key: Key, id: number): Buffer => hmac(key, `denial ${id}`).subarray(0, MAC_BYTES)
