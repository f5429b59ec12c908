import type { CleanupOptions, CleanupResult } from './cleanup/cleanup.ts'
import type { Clock } from './clock.ts'
import type { Channel, Contact, OtpType } from './contacts/contact.ts'
import type { Courier } from './courier.ts'
import type { KnownDevice } from './devices/list.ts'
import type { RememberedDevice } from './devices/remember.ts'
import type { StrangersRefused } from './flows/denial.ts'
import type { Erased } from './flows/erase.ts'
import type { RecentRequest } from './flows/recent.ts'
import type { Standing } from './flows/standing.ts'
import type { PolicyOptions } from './policy.ts'
import type { FlowView, OtpEvent, RequestResult, ResendResult, Revealed, Verified, VerifyResult } from './results.ts'
import type { TextsPause } from './statements/pause.ts'
import type { Reply, Store, Trx } from './store.ts'
import type { OtpRow } from './tables.ts'

/** What an engine is made of; only the first three must be given. */
export interface EngineOptions {
  store: Store
  courier: Courier
  /** Secrets of at least 32 characters, newest first: the first signs, all verify. */
  keys: readonly string[]
  policy?: PolicyOptions
  clock?: Clock
  onEvent?: (event: OtpEvent) => void
}

/** Who asks for a code, and how it should come. */
export interface RequestOptions {
  channel: Channel
  /** As the person typed it, or a contact that was read before. */
  contact: string | Contact
  /**
   * Where the record has it, for a contact that may sign in; null for one that may not: then a decoy goes the same way. Left
   * out, the code goes to the contact itself.
   */
  recipient?: string | null
  /** The person's name, for the message. */
  name?: string | null
  /** BCP 47 tag of the message's language. */
  locale?: string
  /** What the code is for; a code for one purpose proves nothing for another. */
  purpose?: string
  /** The flow token that this browser already holds: while that flow can go on, the request is a resend of it. */
  current?: string | undefined
  /** The device tokens that this browser holds: the one of this contact, if any, gives the request a lane of its own. */
  recognisedBy?: string | readonly string[] | undefined
  /** A string of 16 or more characters that the calling program holds for this browser alone; for `verify` by contact. */
  caller?: string
  /** The client's address: IPv4 or IPv6. */
  client?: string
  /** Minutes that this code lives, 1 to 10. */
  expiryMinutes?: number
  /** At least this many digits. */
  minLength?: number
}

/** Which flow should have another code. */
export interface ResendOptions {
  flow: string
  /** SMS and WhatsApp may be exchanged; an e-mail flow stays one. */
  channel?: Channel
  /** The pass that the person read in an earlier message. */
  pass?: string
  /** The client's address, as in `request`: the opening of a held flow counts there. */
  client?: string
}

/** A guess: in the flow of a token, or in the newest one that the same caller opened for a contact. */
export type VerifyOptions =
  | { flow: string; code: string; purpose?: string }
  | { contact: string | Contact; otpType: OtpType; code: string; caller: string; purpose?: string }

/**
 * What the calling program writes in the commit that marks a flow used. It runs again, in another transaction, when an id
 * that was drawn in it is taken.
 */
export interface InSameCommit<T> {
  inSameCommit(trx: Trx, verified: Verified): Reply<T>
}

/**
 * What the calling program writes in the commit of what the engine has done, such as an event of its own log: neither is
 * there without the other. Nothing is called where nothing was done.
 */
export interface Beside<Done> {
  inSameCommit(trx: Trx, done: Done): Reply<unknown>
}

/** What the database says of a flow, for the browser that holds its token. */
export interface FlowState extends FlowView {
  otp: number
  state: OtpRow['state']
  /** Whether it can still lead to a session. */
  live: boolean
  otpType: OtpType
  channel: Channel
  purpose: string
  attemptsLeft: number
  passTriesLeft: number
  /** Whether a pass may still be typed here. */
  takesPass: boolean
  endsAt: number
  /** The reference of its newest message, as the courier has it; null while held. */
  reference: string | null
  /**
   * Whether this browser may be told how that message fares: on a known device alone, and never of a decoy. To anybody else
   * it would tell which contacts exist.
   */
  showsDelivery: boolean
}

/** One-time codes: asked for, sent again, verified. What a caller must handle is a value, and only bugs and dead disks throw. */
export interface OtpEngine {
  /** Opens a flow and orders its code, or goes on with the flow that this browser holds. Never tells known from unknown. */
  request(options: RequestOptions): Promise<RequestResult>
  /** Sends a new code for a flow; with a pass, moves it to the owner's lane at once. */
  resend(options: ResendOptions): Promise<ResendResult>
  /** Counts a guess, then judges it. `inSameCommit` runs in the commit that marks the flow used: write the session there. */
  verify(options: VerifyOptions): Promise<VerifyResult>
  verify<T>(options: VerifyOptions, extra: InSameCommit<T>): Promise<VerifyResult<T>>
  /** For the courier at the moment of sending; null when there is nothing left to send. */
  reveal(reference: string): Promise<Revealed | null>
  /** What a page shows of a flow; undefined for a token that is none of ours. */
  look(flow: string): Promise<FlowState | undefined>
  /** Ends one flow, as its owner or staff wish. */
  end(flow: string): Promise<void>
  /**
   * "I did not ask for this": ends the flow of a mail's token and makes decoys of strangers' requests for a day. To be called
   * on a POST alone, since programs open the links of mails. Undefined for a token that is none, or too old.
   */
  deny(token: string, beside?: Beside<StrangersRefused>): Promise<StrangersRefused | undefined>
  /** The same for an owner who is signed in, by the canonical contact. */
  refuseStrangers(contact: string, beside?: Beside<StrangersRefused>): Promise<StrangersRefused>
  /** Ends all open flows of a contact, and says how many; so does `inSameCommit`. */
  endAll(contact: Contact, beside?: Beside<number>): Promise<number>
  /**
   * Remembers the device that has just proven a contact; to be called inside `inSameCommit`. The token goes to the device,
   * which shows it in `recognisedBy` of later requests.
   * @param label what the owner will know the device by, such as its user agent
   */
  remember(trx: Trx, verified: Verified, label: string | null): Reply<RememberedDevice>
  /** The devices on which a contact (canonical) is known, the last used first. */
  devices(contact: string): Promise<readonly KnownDevice[]>
  /** Forgets a device; false when it is none of this contact's. `inSameCommit` is given its id. */
  forget(contact: string, device: number, beside?: Beside<number>): Promise<boolean>
  /**
   * Forgets all devices of a contact (canonical), in the commit of the caller's change: to be called where a contact passes,
   * or may pass, to somebody else. @returns how many there were
   */
  forgetAll(trx: Trx, contact: string): Reply<number>
  /** The guide's `cleanup_expired_otps()`. `inSameCommit` is told by each piece how many flows it has deleted. */
  cleanup(options?: CleanupOptions, beside?: Beside<number>): Promise<CleanupResult>
  /** The newest requests for a contact (canonical), for its owner: at most twenty. */
  recent(contact: string): Promise<readonly RecentRequest[]>
  /** How a contact stands with the limits, for staff who look why no code comes. */
  standing(contact: Contact): Promise<Standing>
  /**
   * Deletes what is kept of a contact (canonical) apart from what its purses have lost: its flows, which end with it, and its
   * devices. `inSameCommit` is called in any case, for what else the program keeps of it.
   */
  erase(contact: string, beside?: Beside<Erased>): Promise<Erased>
  /**
   * Judges the use of strangers' text messages, by country and channel, and lets a country pause where it is too little: to be
   * called every minute. `inSameCommit` is called for each pause that begins, and they are what is returned.
   */
  judgeTexts(beside?: Beside<TextsPause>): Promise<readonly TextsPause[]>
  /** The pauses that last. */
  pausedTexts(): Promise<readonly TextsPause[]>
  /** Proves that all purses add up; gives a line for each that does not. */
  proof(): Promise<readonly string[]>
  /** The key under which a contact's rows stand. */
  contactKey(canonical: string): Promise<Uint8Array>
}
