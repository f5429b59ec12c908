import { deriveCode, derivePass } from './codes.ts'
import type { EngineParts } from './parts.ts'
import type { Revealed } from './results.ts'
import { asFlow, READ_BY_ID } from './statements.ts'

const MINUTE = 60_000

/**
 * Derives the code of an order at the moment of sending. The first key signs new codes, so the pass is derived from it too.
 * @returns null when the order is of no use any more: the code was replaced, used, or has expired
 */
export async function revealOrder(parts: EngineParts, reference: string): Promise<Revealed | null> {
  const [id, mark] = reference.split('.')
  const row = asFlow(await parts.store.get(READ_BY_ID, [Number(id)]))
  if (!row || row.mark !== mark || row.state !== 'open' || row.settled === 1) return null
  const key = row.key_id === null ? undefined : parts.keys.find(row.key_id)
  const expiresAt = row.expires_at ?? 0
  const now = parts.clock.now()
  if (!key || !row.seed || row.code_length === null || expiresAt <= now) return null
  return {
    code: deriveCode(key, row.id, row.seed, row.code_length),
    mark,
    pass: row.pass_made_at === null ? null : derivePass(parts.keys.newest, row.contact, row.pass_made_at),
    minutesLeft: Math.ceil((expiresAt - now) / MINUTE),
    expiresAt,
    purpose: row.purpose,
    name: row.name,
    locale: row.locale,
  }
}
