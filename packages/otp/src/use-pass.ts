import { PASS_LENGTH, readDigits } from './codes.ts'
import type { Channel } from './contacts/contact.ts'
import { takeOne } from './gcra.ts'
import { grantCode } from './grant.ts'
import type { EngineParts } from './parts.ts'
import { judgePass } from './pass.ts'
import { PASS_TRIES } from './policy.ts'
import type { Renewed } from './renew.ts'
import { openAnew } from './renew.ts'
import type { PassRefusal } from './results.ts'
import { book, sumOf } from './settle.ts'
import { COUNT_PASS_TRY, lockBudget, saveBudget } from './statements.ts'
import type { Step, Trx } from './store.ts'
import { send } from './store.ts'
import type { OtpRow } from './tables.ts'
import { isLive, report } from './view.ts'

/** Moves a strangers' flow to the owner's lane, when the typed pass is the contact's. */
export function* renewByPass(
  parts: EngineParts,
  trx: Trx,
  row: OtpRow,
  typed: string,
  channel: Channel,
  now: number,
): Step<Renewed> {
  if (!isLive(row, now)) return { success: false, reason: 'unknown_flow' }
  const judged = yield* judgeTypedPass(parts, trx, row, typed, now)
  if (judged) return judged
  const vain = row.state === 'open' ? sumOf([row]) : sumOf([])
  const budget = yield* book(parts, trx, row.contact, vain, now)
  saveBudget(trx, { ...budget, pass_uses: budget.pass_uses - 1 })
  const grant = yield* grantCode(parts, trx, {
    contact: row.contact,
    otpType: row.otp_type,
    lane: 'pass',
    device: undefined,
    minLength: row.min_length,
    now,
    otp: row.id,
  })
  // Undone as a whole: lanes and passes bound a purse well below this.
  if (grant.held) throw new RangeError('The purse of recognised flows is empty.')
  report(parts, trx, 'otp_pass_accepted', row, now, null)
  const previousOtp = row.state === 'held' ? grant.previousOtp : row.previous_otp
  return yield* openAnew(parts, trx, row, channel, 'pass', { ...grant, previousOtp }, now)
}

function* judgeTypedPass(
  parts: EngineParts,
  trx: Trx,
  row: OtpRow,
  typed: string,
  now: number,
): Step<PassRefusal | undefined> {
  const read = readDigits(typed)
  // By its length alone: to compare it with the code would be a free guess.
  if (!('digits' in read) || read.digits.length !== PASS_LENGTH) return { success: false, reason: 'pass_length' }
  if (row.lane !== 'stranger' || row.pass_tries >= PASS_TRIES) return { success: false, reason: 'pass_not_taken' }
  send(trx, COUNT_PASS_TRY, [row.id])
  row.pass_tries += 1
  const budget = yield* lockBudget(trx, row.contact)
  const judgement = judgePass(parts.keys, budget, read.digits, now)
  if (judgement === 'right') return undefined
  report(parts, trx, 'otp_resend_refused', row, now, judgement === 'wrong' ? 'wrong_pass' : 'pass_used')
  return judgement === 'wrong'
    ? { success: false, reason: 'wrong_pass', triesLeft: PASS_TRIES - row.pass_tries }
    : { success: false, reason: 'pass_used', retryAt: nextMessageAt(parts, row, budget.lane_tat, now) }
}

/** When the strangers' lane of the flow's contact has its next message, epoch ms. */
export function nextMessageAt(parts: EngineParts, row: OtpRow, laneTat: number, now: number): number {
  const next = takeOne(parts.policy.lanes[row.otp_type], laneTat, now)
  return next.granted ? now : next.at
}
