/**
 * What a new code needs before it exists: a share of the client's address, for a text message one of the day's, a message of a
 * lane, and chance of the purses.
 * Lanes and purses are judged from rows under their locks.
 */
import type { StepParts } from '../parts.ts'
import { lockBudget, readBudget, saveBudget } from '../statements/budget.ts'
import type { DeviceLane } from '../statements/device.ts'
import { saveDeviceLane } from '../statements/device.ts'
import type { Step } from '../store.ts'
import type { ContactBudgetRow, Lane, OtpRow } from '../tables.ts'
import { takeAddress } from './address-limit.ts'
import type { Taken } from './gcra.ts'
import { takeOne } from './gcra.ts'
import type { Ledger } from './ledger.ts'
import { openLedger, saveLedger } from './ledger.ts'
import { giveBackPaid, takePaid } from './paid-message.ts'
import { carryPass } from './pass.ts'
import type { Stakes } from './stakes.ts'
import { noStakes, stakesOfRecognised, stakesOfStrangers } from './stakes.ts'

/** Whose code it would be. */
export interface Wish {
  readonly contact: Uint8Array
  readonly otpType: OtpRow['otp_type']
  /** E.164; null for mail. */
  readonly phone: string | null
  readonly lane: Lane
  /** The device whose lane it is; undefined for strangers and passes. */
  readonly device: DeviceLane | undefined
  /** The client's address, where it is known. */
  readonly client: string | undefined
  readonly minLength: number
  /** The row that the code would open: it joins the contact's chain, unless it stands there already. */
  readonly flow: { readonly id: number; readonly isChained: boolean }
}

/** What became of a wish for a code. */
export type Grant = Held | Granted

/** No code now. */
export interface Held {
  readonly held: true
  /** When to come again, epoch ms. */
  readonly at: number
  /** Whether the client's address has paid for this answer with one of its share. */
  readonly isCounted: boolean
}

/** A code of this length, with what has been charged for it. */
export interface Granted extends Stakes {
  readonly held: false
  /** The pass that the message carries, by its instant. */
  readonly passMadeAt: number | null
  /** The row before this one in the contact's chain. */
  readonly previousOtp: number | null
  /** Whether the owner refuses strangers at present: the flow must be a decoy. */
  readonly refused: boolean
}

/** Grants a new code, or says when its lane frees. */
export function* grantCode(parts: StepParts, wish: Wish): Step<Grant> {
  if (!parts.policy.limits) return yield* grantFreely(parts, wish)
  if (wish.lane !== 'stranger') return yield* grantByLedger(parts, wish, 'recognised')
  const at = yield* strangerWaits(parts, wish)
  if (at !== undefined) return { held: true, at, isCounted: false }
  const paid = yield* takePaid(parts, wish.phone)
  if (!paid.granted) return { held: true, at: paid.at, isCounted: true }
  const grant = yield* grantByLedger(parts, wish, 'strangers')
  if (grant.held) giveBackPaid(parts, paid)
  return grant
}

/**
 * Takes one of the client address's share, unless the strangers' lane is empty at a glance: then nothing is locked. The judgement
 * under the lock may still say no.
 * @returns when to come again, epoch ms
 */
export function* strangerWaits(
  parts: StepParts,
  { contact, otpType, phone, client }: Pick<Wish, 'contact' | 'otpType' | 'phone' | 'client'>,
): Step<number | undefined> {
  const seen = yield* readBudget(parts.trx, contact)
  const glance = takeOne(parts.policy.lanes[otpType], seen?.lane_tat ?? null, parts.now)
  return glance.granted ? yield* takeAddress(parts, client, phone) : glance.at
}

function* grantByLedger(parts: StepParts, wish: Wish, who: 'strangers' | 'recognised'): Step<Grant> {
  const ledger = yield* openLedger(parts, wish.contact, who)
  const grant = charge(parts, wish, ledger)
  if (!grant.held || ledger.settled > 0) saveLedger(parts, ledger)
  return grant
}

// A purse that cannot pay one flow at 16 digits: it cannot be reached while lanes and attempts are bounded.
const PURSE_WAIT_MS = 3_600_000

/** Judges lane and purses by accounts under their locks, and charges them in place. */
export function charge(parts: StepParts, wish: Wish, { budget, shard }: Ledger): Grant {
  const { policy, now } = parts
  const message = takeMessage(parts, wish, budget)
  if (!message.granted) return { held: true, at: message.at, isCounted: true }
  const minLength = Math.max(policy.length, wish.minLength)
  const strangers = wish.lane === 'stranger' ? shard : undefined
  const stakes = strangers
    ? stakesOfStrangers(policy, budget, strangers, minLength, now * 1000)
    : stakesOfRecognised(policy, budget, minLength, now * 1000)
  if (!stakes) return { held: true, at: now + PURSE_WAIT_MS, isCounted: true }

  const previousOtp = budget.newest_otp
  if (!wish.flow.isChained) budget.newest_otp = wish.flow.id
  if (wish.device) saveDeviceLane(parts.trx, wish.device.id, message.tat)
  if (!strangers) {
    budget.k_staked += stakes.stake
    return { held: false, ...stakes, passMadeAt: null, previousOtp, refused: false }
  }
  budget.lane_tat = message.tat
  budget.s_staked += stakes.stake
  strangers.staked += stakes.gStake
  strangers.live += 1
  const pass = carryPass(budget, message.wholeLeft, now)
  Object.assign(budget, pass)
  const passMadeAt = pass?.pass_made_at ?? null
  return { held: false, ...stakes, passMadeAt, previousOtp, refused: budget.refuse_until > now }
}

function takeMessage({ policy, now }: StepParts, wish: Wish, budget: ContactBudgetRow): Taken {
  if (wish.lane === 'stranger') return takeOne(policy.lanes[wish.otpType], budget.lane_tat, now)
  if (wish.device) return takeOne(policy.lanes.device, wish.device.lane_tat, now)
  // A pass is counted by its own uses.
  return { granted: true, tat: 0, wholeLeft: 0 }
}

/** With limits off: no lane, no purse, no pass; the contact's chain goes on. */
function* grantFreely({ policy, trx }: StepParts, wish: Wish): Step<Granted> {
  const budget = yield* lockBudget(trx, wish.contact)
  const previousOtp = budget.newest_otp
  if (!wish.flow.isChained) saveBudget(trx, { ...budget, newest_otp: wish.flow.id })
  const stakes = noStakes(Math.max(policy.length, wish.minLength))
  return { held: false, ...stakes, passMadeAt: null, previousOtp, refused: false }
}
