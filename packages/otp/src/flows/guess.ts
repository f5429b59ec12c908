import type { VerifyOptions } from '../api.ts'
import type { ParsedToken } from '../codes/tokens.ts'
import { parseToken } from '../codes/tokens.ts'
import { contactKey } from '../contacts/contact-key.ts'
import type { EngineParts } from '../parts.ts'
import type { Step } from '../store.ts'
import { newestFlowOf } from './caller.ts'
import { contactOf, PURPOSE } from './wish.ts'

/** A guess: the flow that it is made in, what was typed, and what the code should be for. */
export interface Guess {
  readonly flow: ParsedToken
  readonly typed: string
  readonly purpose: string
}

type ByToken = Extract<VerifyOptions, { flow: string }>
type ByContact = Extract<VerifyOptions, { caller: string }>

/** A guess in the flow of a token; undefined for a token that is none of ours. */
export function readGuess({ flow, code, purpose = PURPOSE }: ByToken): Guess | undefined {
  const parsed = parseToken(flow)
  return parsed && { flow: parsed, typed: code, purpose }
}

/** A guess in the newest flow that the same caller opened for this contact; undefined when there is none. */
export function* readGuessOfCaller(
  { store, installation, policy }: EngineParts,
  { contact, otpType, code, caller, purpose = PURPOSE }: ByContact,
): Step<Guess | undefined> {
  const read = contactOf(otpType === 'email' ? 'email' : 'sms', contact, policy.defaultRegion)
  if (!read.success) return undefined
  const row = yield* newestFlowOf(store, caller, contactKey(installation, read.contact.canonical), purpose)
  return row && { flow: { id: row.id, secretHash: row.secret_hash }, typed: code, purpose }
}
