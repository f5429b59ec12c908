import type { Trx } from '@kerbside/otp'
import { z } from 'zod'
import { tell } from '../audit/index.ts'
import type { Approval, Bookkeeping, Credited, WrittenOff } from '../billing/index.ts'
import { approvalById, creditIn, markDecided, staffIdOf, writeOffIn } from '../billing/index.ts'
import type { Db } from '../db/database.ts'
import type { Refused } from '../values/refused.ts'
import type { Refunded } from './refund.ts'
import { refundIn } from './refund.ts'

type Outcome = Credited | WrittenOff | Refunded
type DoneRefusal = Extract<Outcome, { success: false }>['reason']
export type Decided =
  | { readonly success: true }
  | Refused<'unknown_approval' | 'already_decided' | 'same_person' | DoneRefusal>

/**
 * Decides as the second person. What was asked for is done in the same commit; where it can be done no more, the reason is
 * given and nothing is decided.
 */
export function approve(parts: Bookkeeping, approvalId: number): Promise<Decided> {
  return decide(parts, approvalId, 'approved')
}

/** Declines: nothing is done. */
export function decline(parts: Bookkeeping, approvalId: number): Promise<Decided> {
  return decide(parts, approvalId, 'declined')
}

class NotDone extends Error {
  readonly refused: Refused<DoneRefusal>

  constructor(refused: Refused<DoneRefusal>) {
    super(refused.reason)
    this.refused = refused
  }
}

async function decide(parts: Bookkeeping, id: number, state: 'approved' | 'declined'): Promise<Decided> {
  try {
    return await parts.change(async (trx, commit): Promise<Decided> => {
      const approval = await approvalById(trx, id)
      if (!approval) return { success: false, reason: 'unknown_approval' }
      const staffId = staffIdOf(parts)
      if (staffId === null || staffId === approval.asked_by) return { success: false, reason: 'same_person' }
      // The decision comes first: of two at once the second one finds it, and pays nothing.
      if (!(await markDecided(trx, parts, { id, state }))) return { success: false, reason: 'already_decided' }
      if (state === 'approved') {
        const done = await perform(trx, commit, { parts, approval })
        if (!done.success) throw new NotDone(done)
      }
      const details = { kind: approval.kind, amount: approval.amount_minor }
      const name = state === 'approved' ? 'approval_given' : 'approval_declined'
      await tell(commit, parts, name, `approval ${id}`, details)
      return { success: true }
    })
  } catch (error) {
    if (error instanceof NotDone) return error.refused // the decision was undone with it
    throw error
  }
}

function perform(
  trx: Db,
  commit: Trx,
  { parts, approval }: { readonly parts: Bookkeeping; readonly approval: Approval },
): Promise<Outcome> {
  const request: unknown = JSON.parse(approval.request)
  const approvalId = approval.id
  if (approval.kind === 'credit_note')
    return creditIn(trx, commit, { parts, entry: creditEntry.parse(request), approvalId })
  if (approval.kind === 'write_off')
    return writeOffIn(trx, commit, { parts, entry: writeOffEntry.parse(request), approvalId })
  return refundIn(trx, commit, { parts, entry: refundEntry.parse(request), approvalId })
}

const amount = z.int().positive()

const creditEntry = z.object({
  bill: z.string(),
  extent: z.union([
    z.object({ whole: z.enum(['kept', 'released']) }),
    z.object({ parts: z.array(z.object({ position: z.int(), totalMinor: amount })) }),
  ]),
  reason: z.string(),
  uniqueKey: z.string(),
})

const writeOffEntry = z.object({ bill: z.string(), amountMinor: amount, reason: z.string(), uniqueKey: z.string() })

const refundEntry = z.object({
  payment: z.string(),
  amountMinor: amount,
  method: z.enum(['cash', 'cheque', 'bank', 'mobile_money']),
  reference: z.string(),
  reason: z.string(),
  uniqueKey: z.string(),
})
