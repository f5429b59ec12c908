import type { InSameCommit } from '../api.ts'
import { codeMac, PASS_LENGTH } from '../codes/derive-code.ts'
import type { TypedDigits } from '../codes/typed-digits.ts'
import { readDigits } from '../codes/typed-digits.ts'
import { canonicalOf } from '../contacts/contact.ts'
import type { StepParts } from '../parts.ts'
import type { MalformedGuess, NotVerified, Verified, VerifyRefusal, VerifyResult } from '../results.ts'
import { readFlow } from '../statements/flow.ts'
import type { JudgedRow } from '../statements/judge.ts'
import { judge } from '../statements/judge.ts'
import type { Step } from '../store.ts'
import { answer } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import type { Guess } from './guess.ts'
import { refuse } from './refusal.ts'
import { report, reportUnknown } from './report.ts'
import { referenceOf } from './send-code.ts'

/** Counts and judges one guess; a right one commits what the program adds together with the end of its flow. */
export function* verifyStep<T>(
  parts: StepParts,
  guess: Guess,
  extra: InSameCommit<T> | undefined,
): Step<VerifyResult<T>> {
  const judged = yield* judgeGuess(parts, guess)
  if (!judged.success) return judged
  const committed = extra && (yield* answer(extra.inSameCommit(parts.trx, judged)))
  return { ...judged, committed }
}

/**
 * The guess's fingerprint is made before anything is known of its flow, so that the answer takes as long whether there is
 * one or not.
 */
function* judgeGuess(parts: StepParts, guess: Guess): Step<Verified | NotVerified> {
  const { flow, purpose } = guess
  const read = readDigits(guess.typed)
  const digits = 'digits' in read ? read.digits : ''
  const macs = parts.keys.all.map((key) => codeMac(key, flow.id, digits))
  const values = [flow.id, flow.secretHash, parts.now, digits.length, purpose, ...macs]
  const counted = yield* judge(parts.trx, parts.judge, values)
  if (!counted) return yield* whyNot(parts, guess, read, macs)
  if (counted.state === 'used') {
    report(parts, 'otp_verified', counted, null)
    return verified(counted)
  }
  report(parts, 'otp_refused', counted, 'wrong_code')
  return refuse('wrong_code', counted)
}

/** Says why a guess was not counted; nothing changes here. */
function* whyNot(
  parts: StepParts,
  { flow, purpose }: Guess,
  read: TypedDigits,
  macs: readonly Uint8Array[],
): Step<NotVerified> {
  const row = yield* readFlow(parts.trx, flow)
  if (row?.purpose !== purpose) {
    reportUnknown(parts, purpose)
    return refuse('unknown_flow', undefined)
  }
  const reason = stateFault(row, parts.now) ?? earlier(row, macs) ?? malformed(read, row.code_length ?? 0)
  // None of them: between the UPDATE and this look a resend or a pass has changed the row (PostgreSQL), and the guess was
  // none of the code that is there now, since nobody had it then.
  report(parts, 'otp_refused', row, reason ?? 'earlier_code')
  return refuse(reason ?? 'earlier_code', row)
}

function stateFault(row: OtpRow, now: number): VerifyRefusal | undefined {
  if (row.state === 'used') return 'already_used'
  if (row.state === 'held') return row.ends_at > now ? 'held' : 'expired'
  if (row.state === 'ended' || row.settled === 1 || (row.expires_at ?? 0) <= now) return 'expired'
  return row.attempts >= row.max_attempts ? 'too_many_attempts' : undefined
}

function earlier(row: OtpRow, macs: readonly Uint8Array[]): VerifyRefusal | undefined {
  const before = row.code_mac_before
  return before && macs.some((mac) => Buffer.compare(mac, before) === 0) ? 'earlier_code' : undefined
}

function malformed(read: TypedDigits, length: number): MalformedGuess | undefined {
  if ('fault' in read) return read.fault === 'empty' ? 'code_missing' : 'code_not_digits'
  if (read.digits.length === length) return undefined
  if (read.digits.length === PASS_LENGTH) return 'code_is_pass'
  return read.digits.length < length ? 'code_too_short' : 'code_too_long'
}

const verified = (row: JudgedRow): Verified => ({
  success: true,
  otp: row.id,
  reference: referenceOf(row),
  contact: canonicalOf(row),
  otpType: row.otp_type,
  channel: row.channel,
  purpose: row.purpose,
  recognised: row.lane !== 'stranger',
  deviceId: row.device_id,
  failures: row.attempts - 1,
})
