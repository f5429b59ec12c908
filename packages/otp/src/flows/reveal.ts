import { deriveCode, derivePass } from '../codes/derive-code.ts'
import type { EngineParts } from '../parts.ts'
import type { Revealed } from '../results.ts'
import { readFlowById } from '../statements/flow.ts'
import type { Step } from '../store.ts'
import { denialToken } from './denial.ts'

const MINUTE = 60_000
// An id and a mark, as `orderMessage` writes them.
const REFERENCE = /^(\d{1,16})\.(\w\d)$/

/**
 * Derives the code of an order at the moment of sending. The first key signs new codes, so the pass is derived from it too.
 * @returns null when the order is of no use any more: its code was replaced, used, or has expired
 */
export function* revealStep({ store, keys, clock }: EngineParts, reference: string): Step<Revealed | null> {
  const [, id, mark] = REFERENCE.exec(reference) ?? []
  const row = id === undefined ? undefined : yield* readFlowById(store, Number(id))
  if (!row || row.mark === null || row.mark !== mark || row.state !== 'open' || row.settled === 1) return null
  const key = row.key_id === null ? undefined : keys.find(row.key_id)
  const expiresAt = row.expires_at ?? 0
  const now = clock.now()
  if (!key || !row.seed || row.code_length === null || expiresAt <= now) return null
  return {
    code: deriveCode(key, row.id, row.seed, row.code_length),
    mark: row.mark,
    pass: row.pass_made_at === null ? null : derivePass(keys.newest, row.contact, row.pass_made_at),
    denial: row.channel === 'email' ? denialToken(keys.newest, row.id) : null,
    minutesLeft: Math.ceil((expiresAt - now) / MINUTE),
    expiresAt,
    purpose: row.purpose,
    name: row.name,
    locale: row.locale,
  }
}
