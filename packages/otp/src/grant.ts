/**
 * What a new code needs before it exists: a message of a lane, and chance of a purse. The order of locks is contact, then
 * shard; all is decided from rows under their locks.
 */
import { takeOne } from './gcra.ts'
import type { EngineParts } from './parts.ts'
import { shardOf } from './parts.ts'
import type { PassState } from './pass.ts'
import { carryPass } from './pass.ts'
import { left, priceAt, shortestLength } from './purse.ts'
import { bookContact, bookShard, settleFinished } from './settle.ts'
import { lockBudget, lockShard, readBudget, SAVE_DEVICE_LANE, saveBudget, saveShard } from './statements.ts'
import type { Step, Trx } from './store.ts'
import { send } from './store.ts'
import type { ContactBudgetRow, DeviceRow, GlobalBudgetRow, Lane } from './tables.ts'

export interface Wish {
  contact: Uint8Array
  otpType: 'email' | 'phone'
  lane: Lane
  /** The device whose lane it is; undefined for strangers and passes. */
  device: DeviceRow | undefined
  minLength: number
  now: number
  /** The row that opens: it becomes the newest of the contact's chain. */
  otp: number
}

export type Grant =
  | { held: true; at: number }
  | {
      held: false
      length: number
      stake: number
      guessCost: number
      gStake: number
      gGuessCost: number
      /** The pass that the message carries. */
      passMadeAt: number | null
      previousOtp: number | null
      /** Whether the owner has refused strangers for a day: the flow must be a decoy. */
      refused: boolean
    }

/** Grants a new code, or says when the lane frees. A pass's use is taken by the caller, under the same lock. */
export function* grantCode(parts: EngineParts, trx: Trx, wish: Wish): Step<Grant> {
  const { policy } = parts
  if (!policy.limits) return yield* grantFreely(parts, trx, wish)
  if (wish.lane === 'stranger') {
    const seen = yield* readBudget(trx, wish.contact)
    const glance = takeOne(policy.lanes[wish.otpType], seen?.lane_tat ?? null, wish.now)
    if (!glance.granted) return { held: true, at: glance.at }
  }
  const sums = yield* settleFinished(trx, wish.contact, wish.now)
  const budget = bookContact(yield* lockBudget(trx, wish.contact), sums, wish.now * 1000)
  const needsShard = wish.lane === 'stranger' || sums.shard.live > 0
  const shard = needsShard
    ? bookShard(yield* lockShard(trx, shardOf(wish.contact, policy.shards)), sums, wish.now * 1000)
    : undefined
  const grant = decide(parts, trx, wish, budget, shard)
  if (!grant.held || sums.flows > 0) {
    saveBudget(trx, budget)
    if (shard) saveShard(trx, shard)
  }
  return grant
}

/** Judges lane and purses of rows under their locks, and charges them in place. */
function decide(
  parts: EngineParts,
  trx: Trx,
  wish: Wish,
  budget: ContactBudgetRow,
  shard: GlobalBudgetRow | undefined,
): Grant {
  const { policy } = parts
  const { now, lane } = wish
  const nowUs = now * 1000
  const message = takeMessage(parts, wish, budget)
  if (!message.granted) return { held: true, at: message.at }

  const prices = lane === 'stranger' ? policy.strangerPrices : policy.knownPrices
  const purse =
    lane === 'stranger'
      ? { clear: budget.s_clear, staked: budget.s_staked }
      : { clear: budget.k_clear, staked: budget.k_staked }
  const shortest = Math.max(policy.length, wish.minLength)
  const guesses = policy.maxAttempts
  const own = shortestLength(prices, left(purse, nowUs), guesses, 2, shortest)
  const shared =
    lane === 'stranger' && shard
      ? shortestLength(policy.shardPrices, left(shard, nowUs), guesses, 2 + shard.live, shortest)
      : shortest
  if (own === undefined || shared === undefined) return { held: true, at: now + PURSE_WAIT_MS }

  const length = Math.max(own, shared)
  const guessCost = priceAt(prices, length)
  const gGuessCost = lane === 'stranger' ? priceAt(policy.shardPrices, length) : 0
  const stake = guesses * guessCost
  const gStake = guesses * gGuessCost
  const previousOtp = budget.newest_otp
  budget.newest_otp = wish.otp
  let pass: PassState | undefined
  if (lane === 'stranger') {
    budget.s_staked += stake
    budget.lane_tat = message.tat
    pass = carryPass(budget, message.wholeLeft, now)
    if (pass) Object.assign(budget, pass)
    if (shard) {
      shard.staked += gStake
      shard.live += 1
    }
  } else {
    budget.k_staked += stake
    if (wish.device) send(trx, SAVE_DEVICE_LANE, [wish.device.id, message.tat])
  }
  const refused = lane === 'stranger' && budget.refuse_until > now
  const passMadeAt = pass?.pass_made_at ?? null
  return { held: false, length, stake, guessCost, gStake, gGuessCost, passMadeAt, previousOtp, refused }
}

// A purse that cannot pay one flow at 16 digits: it cannot be reached while lanes and attempts are bounded.
const PURSE_WAIT_MS = 3_600_000

function takeMessage(parts: EngineParts, wish: Wish, budget: ContactBudgetRow): ReturnType<typeof takeOne> {
  if (wish.lane === 'stranger') return takeOne(parts.policy.lanes[wish.otpType], budget.lane_tat, wish.now)
  if (wish.lane === 'device') return takeOne(parts.policy.lanes.device, wish.device?.lane_tat ?? null, wish.now)
  return { granted: true, tat: 0, wholeLeft: 0 }
}

function* grantFreely(parts: EngineParts, trx: Trx, wish: Wish): Step<Grant> {
  const budget = yield* lockBudget(trx, wish.contact)
  saveBudget(trx, { ...budget, newest_otp: wish.otp })
  return {
    held: false,
    length: lengthFor(Math.max(parts.policy.length, wish.minLength)),
    stake: 0,
    guessCost: 0,
    gStake: 0,
    gGuessCost: 0,
    passMadeAt: null,
    previousOtp: budget.newest_otp,
    refused: false,
  }
}

// 12 digits are a pass, never a code.
const lengthFor = (wished: number): number => (wished === 12 ? 13 : wished)
