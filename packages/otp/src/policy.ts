import type { Rate } from './budget/gcra.ts'
import { readRate } from './budget/gcra.ts'
import type { PaidLimits, PaidOptions } from './budget/paid-limits.ts'
import { readPaid } from './budget/paid-limits.ts'
import type { Prices } from './budget/purse.ts'
import { LONGEST_CODE, prices, SHORTEST_CODE } from './budget/purse.ts'
import { isRegion } from './contacts/phone.ts'

/** What a program may set; all of it has a default. */
export interface PolicyOptions {
  /** Digits of a code, 6 to 16; a purse that runs low makes them more. 12 means 13: a pass has 12. */
  length?: number
  /** Minutes that a code lives, at most 10 (NIST SP 800-63B-4 §3.1.3.2). A resent one lives twice as long, at most 10. */
  expiryMinutes?: number
  /** Guesses a flow, 1 to 10. */
  maxAttempts?: number
  /** Seconds before the first, second and third resend, each at most an hour. */
  cooldownSeconds?: readonly [number, number, number]
  /** Whether a resend brings a new code, or the same one again for slow mail. */
  resend?: 'new' | 'same'
  /** The greatest chance of a takeover of one contact in any 365 days. */
  takeoverBound?: number
  /** The greatest expected number of takeovers a year over all contacts. */
  takeoverBoundAll?: number
  /**
   * Rows among which the purse over all contacts is spread, 1 to 64: by default 1 on SQLite and 16 on PostgreSQL. A database
   * keeps the number that it began with.
   */
  shards?: number
  /** Messages of strangers to one e-mail address, as `count/period`; five may come at once. */
  strangerEmail?: string
  /** Messages of strangers to one phone number; four may come at once. */
  strangerSms?: string
  /** Messages that one known device may ask for; five may come at once. */
  device?: string
  /** Requests of strangers for mail from one client address (IPv6: one /64); ten times as many may wait for their code. */
  address?: string
  /** What strangers' text messages may take of a day. */
  paid?: PaidOptions
  /** False lifts lanes, purses, limits and cool-downs, for load tests. Attempts and expiry stay. */
  limits?: boolean
  /** ISO 3166 region of phone numbers written without a country code. */
  defaultRegion?: string
}

/** The policy as the engine works with it: spans in ms, bounds as prices. */
export interface Policy {
  readonly length: number
  readonly expiryMs: number
  readonly maxAttempts: number
  readonly cooldownsMs: readonly [number, number, number]
  readonly resend: 'new' | 'same'
  readonly strangerPrices: Prices
  readonly knownPrices: Prices
  readonly shardPrices: Prices
  readonly shards: number
  readonly lanes: { readonly email: Rate; readonly phone: Rate; readonly device: Rate }
  readonly address: Rate
  readonly paid: PaidLimits
  readonly limits: boolean
  readonly defaultRegion: string | undefined
}

const MINUTE = 60_000
/** A code lives ten minutes at most, however it is set. */
export const LONGEST_EXPIRY_MS = 10 * MINUTE
/** A flow ends this long after it opened, or with its last code. */
export const FLOW_MS = 30 * MINUTE
/** A held flow waits a day for its pass. */
export const HELD_MS = 24 * 60 * MINUTE
/** A pass lives a day from the newest message that carries it. */
export const PASS_MS = 24 * 60 * MINUTE
/** A pass that was replaced for its age stays good for an hour. */
export const PASS_GRACE_MS = 60 * MINUTE
export const PASS_USES = 3
export const PASS_TRIES = 5
export const MAX_RESENDS = 3
/** A finished flow is settled this long after its end: its last guess may be in the air. */
export const SETTLE_MS = MINUTE
/** The slowest lane of strangers: the pass must outlive the gap between two messages. */
const SLOWEST_LANE_MS = 12 * 60 * MINUTE

// Commits of one SQLite file stand in one line anyway; on PostgreSQL a row stays locked until its commit is on disk.
const SHARDS = { sqlite: 1, postgres: 16 }

// Of the bound, strangers may spend 0.6 and those who are recognised 0.4.
const STRANGERS_SHARE = 0.6
const KNOWN_SHARE = 0.4

/**
 * Fills in the defaults and refuses what would break a promise.
 * @throws RangeError with one sentence that names the option
 */
export function readPolicy(options: PolicyOptions, dialect: 'sqlite' | 'postgres'): Policy {
  const bound = chance('takeoverBound', options.takeoverBound ?? 1e-4)
  const boundAll = chance('takeoverBoundAll', options.takeoverBoundAll ?? 0.01)
  const shards = within('shards', options.shards ?? SHARDS[dialect], 1, 64)
  const limits = options.limits ?? true
  const [first, second, third] = limits ? (options.cooldownSeconds ?? [30, 60, 120]) : [0, 0, 0]
  return {
    length: within('length', options.length ?? 6, SHORTEST_CODE, LONGEST_CODE),
    expiryMs: within('expiryMinutes', options.expiryMinutes ?? 5, 1, 10) * MINUTE,
    maxAttempts: within('maxAttempts', options.maxAttempts ?? 5, 1, 10),
    cooldownsMs: [cooldown(first), cooldown(second), cooldown(third)],
    resend: options.resend ?? 'new',
    strangerPrices: prices(bound * STRANGERS_SHARE),
    knownPrices: prices(bound * KNOWN_SHARE),
    shardPrices: prices(boundAll, shards),
    shards,
    lanes: {
      email: lane('strangerEmail', options.strangerEmail ?? '8/day', 5),
      phone: lane('strangerSms', options.strangerSms ?? '4/day', 4),
      device: readRate(options.device ?? '48/day', 5),
    },
    address: readRate(options.address ?? '60/hour'),
    paid: readPaid(options.paid ?? {}),
    limits,
    defaultRegion: region(options.defaultRegion),
  }
}

/** The life of one code that a request asks for, in ms; the policy's when it asks for none. */
export const readExpiry = (policy: Policy, minutes: number | undefined): number =>
  minutes === undefined ? policy.expiryMs : within('expiryMinutes', minutes, 1, 10) * MINUTE

/** The least length of the code that a request asks for; the policy's when that is more, or nothing is asked for. */
export const readMinLength = (policy: Policy, minLength: number | undefined): number =>
  minLength === undefined ? policy.length : Math.max(policy.length, within('minLength', minLength, 1, LONGEST_CODE))

function within(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new RangeError(`${name} is a whole number from ${least} to ${most}; got ${value}.`)
}

function chance(name: string, value: number): number {
  if (value > 0 && value < 1) return value
  throw new RangeError(`${name} is a chance above 0 and below 1; got ${value}.`)
}

function lane(name: string, text: string, burst: number): Rate {
  const rate = readRate(text, burst)
  if (rate.gapMs <= SLOWEST_LANE_MS) return rate
  throw new RangeError(
    `${name} lets at least one message go in 12 hours, or a pass could die before the next; got ${text}.`,
  )
}

const cooldown = (seconds: number): number => within('cooldownSeconds', seconds, 0, 3600) * 1000

function region(code: string | undefined): string | undefined {
  if (code === undefined || isRegion(code)) return code
  throw new RangeError(`defaultRegion is a country by its two letters of ISO 3166, such as NP; got "${code}".`)
}
