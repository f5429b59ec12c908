import type { Clock } from './clock.ts'
import { firstIdAt } from './ids.ts'
import type { Store } from './store.ts'

const DAY = 86_400_000
/** How long what became of a message can be looked up, and its unique key is remembered. */
const KEPT_MS = 90 * DAY
const ROWS_A_PIECE = 500

// By the primary key, oldest first: an id holds its instant. What still waits is left, however old.
const PURGE = `DELETE FROM outbox WHERE id IN (
  SELECT id FROM outbox WHERE id < $1 AND state NOT IN ('queued', 'sending') ORDER BY id LIMIT $2)`

/** Deletes messages that ended long ago, in short transactions of their own. @returns how many there were */
export async function purge({ store, clock }: { store: Store; clock: Clock }): Promise<number> {
  const before = firstIdAt(clock.now() - KEPT_MS)
  for (let total = 0; ; ) {
    const deleted = await store.write((trx) => trx.run(PURGE, [before, ROWS_A_PIECE]))
    total += deleted
    if (deleted < ROWS_A_PIECE) return total
  }
}
