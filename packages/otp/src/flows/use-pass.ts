/**
 * A pass proves that its reader has the contact's mail. It moves a strangers' flow, held or open, to the owner's lane, once a
 * flow: what the flow had at stake is settled as a stranger's, a new code is staked in the recognised purse, and attempts,
 * resends and the 30 minutes begin anew. All of it is one transaction, from the flow's row under its lock.
 */

import { charge } from '../budget/grant.ts'
import { nextMessageAt } from '../budget/lane-message.ts'
import { reopenLedger, saveLedger } from '../budget/ledger.ts'
import { judgePass } from '../budget/pass.ts'
import { PASS_LENGTH } from '../codes/derive-code.ts'
import { readDigits } from '../codes/typed-digits.ts'
import type { StepParts } from '../parts.ts'
import { PASS_TRIES } from '../policy.ts'
import type { PassRefusal } from '../results.ts'
import { lockBudget } from '../statements/budget.ts'
import { countPassTry } from '../statements/flow.ts'
import type { Step } from '../store.ts'
import type { ContactBudgetRow, OtpRow } from '../tables.ts'
import { openedFlow } from './flow-row.ts'
import type { Renewed } from './renew.ts'
import { renew } from './renew.ts'
import { report } from './report.ts'
import { isLive } from './view.ts'

/** Moves a locked flow to the owner's lane, when the typed pass is its contact's. */
export function* renewByPass(parts: StepParts, row: OtpRow, typed: string, channel: OtpRow['channel']): Step<Renewed> {
  if (!isLive(row, parts.now)) return { success: false, reason: 'unknown_flow' }
  const read = readDigits(typed)
  // By its length alone: to compare it with the code would be a free guess.
  if (!('digits' in read) || read.digits.length !== PASS_LENGTH) return { success: false, reason: 'pass_length' }
  if (row.lane !== 'stranger' || row.pass_tries >= PASS_TRIES) return { success: false, reason: 'pass_not_taken' }
  countPassTry(parts.trx, row)
  const budget = yield* lockBudget(parts.trx, row.contact)
  const refusal = judgeTyped(parts, row, budget, read.digits)
  if (!refusal) return yield* moveToOwner(parts, row, budget, channel)
  report(parts, 'otp_resend_refused', row, refusal.reason)
  return refusal
}

function judgeTyped(parts: StepParts, row: OtpRow, budget: ContactBudgetRow, digits: string): PassRefusal | undefined {
  switch (judgePass(parts.keys, budget, digits, parts.now)) {
    case 'right':
      return undefined
    case 'wrong':
      return { success: false, reason: 'wrong_pass', triesLeft: PASS_TRIES - row.pass_tries }
    case 'used_up':
      return { success: false, reason: 'pass_used', retryAt: nextMessageAt(parts, row, budget) }
  }
}

function* moveToOwner(
  parts: StepParts,
  row: OtpRow,
  budget: ContactBudgetRow,
  channel: OtpRow['channel'],
): Step<Renewed> {
  const ledger = yield* reopenLedger(parts, budget, row)
  ledger.budget.pass_uses -= 1
  const grant = charge(
    parts,
    {
      contact: row.contact,
      otpType: row.otp_type,
      phone: row.phone,
      lane: 'pass',
      device: undefined,
      client: undefined,
      minLength: row.min_length,
      flow: { id: row.id, isChained: row.state === 'open' },
    },
    ledger,
  )
  // Undone as a whole: passes and lanes bound a purse well below this.
  if (grant.held) throw new RangeError('The purse of recognised flows is empty.')
  saveLedger(parts, ledger)
  report(parts, 'otp_pass_accepted', row, null)
  return yield* renew(parts, openedFlow(parts, row, { channel, lane: 'pass', deviceId: null }, grant))
}
