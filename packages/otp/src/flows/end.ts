import type { Beside } from '../api.ts'
import { besides } from '../beside.ts'
import type { ParsedToken } from '../codes/tokens.ts'
import type { StepParts } from '../parts.ts'
import { endFlow, endFlowsOf } from '../statements/finish.ts'
import type { Step } from '../store.ts'
import { report } from './report.ts'

/** Ends the flow of a token, open or held. */
export function* endStep(parts: StepParts, token: ParsedToken): Step<void> {
  const ended = yield* endFlow(parts.trx, token)
  if (ended) report(parts, 'otp_ended', ended, null)
}

/** Ends the open flows of a contact, and says how many. */
export function* endAllStep(parts: StepParts, contact: Uint8Array, beside: Beside<number> | undefined): Step<number> {
  const rows = yield* endFlowsOf(parts.trx, contact)
  for (const row of rows) report(parts, 'otp_ended', row, null)
  return rows.length === 0 ? 0 : yield* besides(parts.trx, rows.length, beside)
}
