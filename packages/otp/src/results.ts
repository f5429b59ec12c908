import type { Channel, ContactFault, OtpType } from './contacts/contact.ts'

/** What a page or a program shows of a flow. Known and unknown contacts look alike in it. */
export interface FlowView {
  /** Whether the flow waits for its lane: no message went, and a pass or a later resend opens it. */
  held: boolean
  /** The two characters that the newest message carries; null while held. */
  mark: string | null
  /** The code's end, epoch ms; null while held. */
  expiresAt: number | null
  /** When the next resend may come, epoch ms; null when there is none left. */
  resendAt: number | null
  /** Digits of the code; null while held. */
  codeLength: number | null
  /** The contact as it was typed; a phone number in E.164. */
  sentTo: string
}

/** A flow that was opened, or that goes on. */
export interface Requested extends FlowView {
  success: true
  /** The flow's token: known to the requester alone. */
  flow: string
}

/** What could not be done, with its reason from a closed list. */
export interface Refused<Reason extends string> {
  success: false
  reason: Reason
}

/**
 * What became of a request: a flow, whoever asked; or what is wrong with the contact; or, until `retryAt` (epoch ms), nothing,
 * since the client's address has left too many flows waiting.
 */
export type RequestResult = Requested | Refused<ContactFault> | RateLimited

/** A client address that has asked far too often. */
export type RateLimited = Refused<'rate_limited'> & { retryAt: number }

/** Why a resend sent nothing. `retryAt` is epoch ms, where waiting helps. */
export type ResendRefusal =
  | Refused<'unknown_flow' | 'too_many_attempts' | 'no_resends_left'>
  | (Refused<'cooling_down' | 'empty_lane'> & { retryAt: number })
  | PassRefusal

/** Why a pass moved nothing. `triesLeft` is of this flow. */
export type PassRefusal =
  | (Refused<'wrong_pass'> & { triesLeft: number })
  | (Refused<'pass_used'> & { retryAt: number })
  | Refused<'pass_length' | 'pass_not_taken'>

/** What became of a resend. */
export type ResendResult = Requested | ResendRefusal

/** Why a code was not accepted; each reason has a sentence of its own. */
export type VerifyRefusal =
  | 'wrong_code'
  | 'earlier_code'
  | 'held'
  | 'expired'
  | 'too_many_attempts'
  | 'already_used'
  | 'unknown_flow'
  | MalformedGuess

/** A guess that can be none: refused with a sentence, and not counted. */
export type MalformedGuess = 'code_missing' | 'code_not_digits' | 'code_too_short' | 'code_too_long' | 'code_is_pass'

/** What a right code proves. */
export interface Verified {
  success: true
  /** The id of the flow's row. */
  otp: number
  /** What the courier calls the message whose code it was. */
  reference: string
  /** The canonical contact that was proven. */
  contact: string
  otpType: OtpType
  channel: Channel
  purpose: string
  /** Whether a known device or a pass had moved the flow out of the strangers' lane. */
  recognised: boolean
  deviceId: number | null
  /** Wrong guesses before the right one. */
  failures: number
}

/** Why there is no proof. */
export interface NotVerified extends Refused<VerifyRefusal> {
  /** An English sentence for a program without texts of its own. */
  message: string
  /** Guesses left in this flow; null where there is no flow to count on. */
  attemptsLeft: number | null
  codeLength: number | null
  mark: string | null
}

/** `committed` is what `inSameCommit` gave, where there was one. */
export type VerifyResult<T = undefined> = (Verified & { committed: T | undefined }) | NotVerified

/** What the courier is told at the moment of sending: a code, perhaps with a pass; or, when that is late, the pass alone. */
export type Revealed = RevealedCode | RevealedPass

/** A code that can still be used. */
export interface RevealedCode extends RevealedFacts {
  code: string
  /** Twelve digits, where the message carries a pass. */
  pass: string | null
  /** Whole minutes that the code still lives, rounded up. */
  minutesLeft: number
  expiresAt: number
}

/** A pass whose message is so late that its code is over. */
export interface RevealedPass extends RevealedFacts {
  code: null
  pass: string
}

/** What is told with either. */
interface RevealedFacts {
  mark: string
  /** For the link "I did not ask for this" of a mail; null elsewhere. */
  denial: string | null
  purpose: string
  name: string | null
  locale: string
}

/** The names of all events, so that counters can begin at 0. */
export const otpEventNames = [
  'otp_requested',
  'otp_held',
  'otp_resent',
  'otp_resend_refused',
  'otp_verified',
  'otp_refused',
  'otp_pass_accepted',
  'otp_denied',
  'otp_ended',
  'otp_texts_paused',
] as const

/** What happened, for logs and counters: names are fixed, persons appear as a salted hash only. */
export interface OtpEvent {
  name: (typeof otpEventNames)[number]
  at: number
  otp: number | null
  /** Hex of the salted contact hash. */
  subject: string | null
  channel: Channel | null
  purpose: string | null
  reason: string | null
  /** Of `otp_texts_paused` alone: whose numbers strangers' messages do not go to for a while (ISO 3166). */
  country?: string
}
