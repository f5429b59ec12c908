import type { StepParts } from '../parts.ts'
import type { ResendRefusal } from '../results.ts'
import { renewFlow } from '../statements/flow.ts'
import type { Step } from '../store.ts'
import { answer } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import { report } from './report.ts'
import { orderMessage } from './send-code.ts'

/** What became of a flow that asked for another code. */
export type Renewed = { readonly success: true; readonly row: OtpRow } | ResendRefusal

/** Writes what a new code has changed in a flow's row, and orders its message. */
export function* renew(parts: StepParts, row: OtpRow): Step<Renewed> {
  renewFlow(parts.trx, row)
  yield* answer(orderMessage(parts, row))
  report(parts, 'otp_resent', row, null)
  return { success: true, row }
}
