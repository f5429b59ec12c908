import { isUsablePass } from '../budget/pass.ts'
import { deriveCode, derivePass } from '../codes/derive-code.ts'
import type { EngineParts } from '../parts.ts'
import type { Revealed } from '../results.ts'
import { readBudget } from '../statements/budget.ts'
import { readFlowById } from '../statements/flow.ts'
import type { Step } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import { denialToken } from './denial.ts'

const MINUTE = 60_000
// An id and a mark, as `orderMessage` writes them.
const REFERENCE = /^(\d{1,16})\.(\w\d)$/

/**
 * Derives the code of an order at the moment of sending. The first key signs new codes, so the pass is derived from it too.
 * @returns null when the order is of no use any more: its code was replaced or used, or is over and brings no pass
 */
export function* revealStep(parts: EngineParts, reference: string): Step<Revealed | null> {
  const [, id, named] = REFERENCE.exec(reference) ?? []
  const row = id === undefined ? undefined : yield* readFlowById(parts.store, Number(id))
  if (!row || row.mark === null || row.mark !== named || row.state === 'used') return null
  const now = parts.clock.now()
  const { newest } = parts.keys
  const { mark, purpose, name, locale } = row
  const denial = row.channel === 'email' ? denialToken(newest, row.id) : null
  const pass = row.pass_made_at === null ? null : derivePass(newest, row.contact, row.pass_made_at)
  const code = codeOf(parts, row, now)
  if (code === null) {
    // A stranger who ends the flow, or slow mail, must not keep the pass from the contact's owner.
    const isGood = pass !== null && (yield* isPassUsable(parts, row, now))
    return isGood ? { code, mark, pass, denial, purpose, name, locale } : null
  }
  const expiresAt = row.expires_at ?? 0
  const minutesLeft = Math.ceil((expiresAt - now) / MINUTE)
  return { code, mark, pass, denial, minutesLeft, expiresAt, purpose, name, locale }
}

function codeOf({ keys }: EngineParts, row: OtpRow, now: number): string | null {
  if (row.state !== 'open' || row.settled === 1 || (row.expires_at ?? 0) <= now) return null
  const key = row.key_id === null ? undefined : keys.find(row.key_id)
  return key && row.seed && row.code_length !== null ? deriveCode(key, row.id, row.seed, row.code_length) : null
}

function* isPassUsable({ store }: EngineParts, { contact, pass_made_at }: OtpRow, now: number): Step<boolean> {
  const budget = yield* readBudget(store, contact)
  return budget !== undefined && pass_made_at !== null && isUsablePass(budget, pass_made_at, now)
}
