import { codeMac, PASS_LENGTH, readDigits } from './codes.ts'
import { canonicalOf } from './contacts/contact.ts'
import type { EngineParts } from './parts.ts'
import type { MalformedGuess, NotVerified, Verified, VerifyRefusal } from './results.ts'
import { asFlow, READ_FLOW } from './statements.ts'
import type { Step, Trx } from './store.ts'
import { answer } from './store.ts'
import type { OtpRow } from './tables.ts'
import type { ParsedToken } from './tokens.ts'
import { report } from './view.ts'

type Judged = Pick<
  OtpRow,
  | 'id'
  | 'state'
  | 'attempts'
  | 'max_attempts'
  | 'email'
  | 'phone'
  | 'otp_type'
  | 'contact'
  | 'channel'
  | 'purpose'
  | 'lane'
  | 'device_id'
  | 'code_length'
  | 'mark'
>

/** What is told of a guess: a proof, or why there is none. */
export type Judgement = Verified | NotVerified

/**
 * Counts and judges one guess. The guess's fingerprint is made before anything is known of the flow, so that the answer
 * takes as long whether there is one or not.
 * @param judge the statement of `judgeStatement`
 */
export function* verifyStep(
  parts: EngineParts,
  trx: Trx,
  judge: string,
  flow: ParsedToken,
  typed: string,
  purpose: string,
  now: number,
): Step<Judgement> {
  const read = readDigits(typed)
  const digits = 'digits' in read ? read.digits : ''
  const macs = parts.keys.all.map((key) => codeMac(key, flow.id, digits))
  const counted = (yield* answer(trx.get(judge, [flow.id, flow.secretHash, now, digits.length, purpose, ...macs]))) as
    | Judged
    | undefined
  if (!counted) return yield* whyNot(parts, trx, flow, read, macs, purpose, now)
  if (counted.state === 'used') {
    report(parts, trx, 'otp_verified', counted, now, null)
    return verified(counted)
  }
  report(parts, trx, 'otp_refused', counted, now, 'wrong_code')
  return refuse('wrong_code', counted)
}

/** Says why no guess was counted; nothing changes here. */
function* whyNot(
  parts: EngineParts,
  trx: Trx,
  flow: ParsedToken,
  read: ReturnType<typeof readDigits>,
  macs: readonly Uint8Array[],
  purpose: string,
  now: number,
): Step<NotVerified> {
  const row = asFlow(yield* answer(trx.get(READ_FLOW, [flow.id, flow.secretHash])))
  if (!row || row.purpose !== purpose) return refuse('unknown_flow', undefined)
  const reason = stateFault(row, now) ?? malformed(read, row.code_length ?? 0) ?? earlier(row, macs)
  report(parts, trx, 'otp_refused', row, now, reason)
  return refuse(reason, row)
}

function stateFault(row: OtpRow, now: number): VerifyRefusal | undefined {
  if (row.state === 'used') return 'already_used'
  if (row.state === 'held') return row.ends_at > now ? 'held' : 'expired'
  if (row.state === 'ended' || row.settled === 1 || (row.expires_at ?? 0) <= now) return 'expired'
  return row.attempts >= row.max_attempts ? 'too_many_attempts' : undefined
}

function malformed(read: ReturnType<typeof readDigits>, length: number): MalformedGuess | undefined {
  if ('fault' in read) return read.fault === 'empty' ? 'code_missing' : 'code_not_digits'
  if (read.digits.length === length) return undefined
  if (read.digits.length === PASS_LENGTH) return 'code_is_pass'
  return read.digits.length < length ? 'code_too_short' : 'code_too_long'
}

// Between the UPDATE and this look a resend may have brought a new code (PostgreSQL): then the guess was of the one before.
function earlier(row: OtpRow, macs: readonly Uint8Array[]): VerifyRefusal {
  const before = row.code_mac_before
  return before && macs.some((mac) => Buffer.compare(mac, before) === 0) ? 'earlier_code' : 'wrong_code'
}

const verified = (row: Judged): Verified => ({
  success: true,
  otp: row.id,
  contact: canonicalOf(row),
  otpType: row.otp_type,
  channel: row.channel,
  purpose: row.purpose,
  recognised: row.lane !== 'stranger',
  deviceId: row.device_id,
  failures: row.attempts - 1,
})

const MESSAGES: Record<VerifyRefusal, string> = {
  wrong_code: 'That is not the code.',
  earlier_code: 'That is the code of an earlier message. Use the newest one.',
  held: 'No code has been sent yet. Type the pass of the newest message that has one, or come back later.',
  expired: 'The code has expired. Ask for a new one.',
  too_many_attempts: 'Too many wrong codes. Ask for a new one.',
  already_used: 'The code has been used. Ask for a new one.',
  unknown_flow: 'Ask for a code first.',
  code_missing: 'Type the code.',
  code_not_digits: 'The code has digits only.',
  code_too_short: 'The code has more digits.',
  code_too_long: 'The code has fewer digits.',
  code_is_pass: 'That is a pass. Type it where the pass is asked for.',
}

/** A refusal, with what the bound browser may know of its flow. */
export function refuse(
  reason: VerifyRefusal,
  row: Pick<OtpRow, 'attempts' | 'max_attempts' | 'code_length' | 'mark'> | undefined,
): NotVerified {
  return {
    success: false,
    reason,
    message: MESSAGES[reason],
    attemptsLeft: row ? row.max_attempts - row.attempts : null,
    codeLength: row?.code_length ?? null,
    mark: row?.mark ?? null,
  }
}
