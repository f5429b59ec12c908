/** The one row of `otp_installation`: what is drawn once and never changes. */

import { randomBytes } from '../codes/random.ts'
import type { Step, Trx } from '../store.ts'
import { answer } from '../store.ts'
import { rowOf } from './reading.ts'

/** What an installation is told apart by. */
export interface Installation {
  /** Salt of contact hashes. */
  readonly salt: Uint8Array
  /** Rows among which the purse over all contacts is spread. */
  readonly shards: number
}

const SALT_BYTES = 32
const READ = 'SELECT salt, shards FROM otp_installation WHERE id = 1'
const MAKE = 'INSERT INTO otp_installation (id, salt, shards) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING'

/** Reads it, or makes it: of several processes that start at once the first one's row holds for all. */
export function* readInstallation(trx: Trx, shards: number): Step<Installation | undefined> {
  const known: Installation | undefined = yield* rowOf(trx.get(READ))
  if (known) return known
  yield* answer(trx.run(MAKE, [randomBytes(SALT_BYTES), shards]))
  return yield* rowOf(trx.get(READ))
}
