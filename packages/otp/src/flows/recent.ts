import { contactKey } from '../contacts/contact-key.ts'
import type { EngineParts } from '../parts.ts'
import { readChain } from '../statements/chain.ts'
import type { Step } from '../store.ts'
import type { Lane, OtpRow } from '../tables.ts'

/** A code that somebody asked for. */
export interface RecentRequest {
  /** Epoch milliseconds. */
  readonly at: number
  readonly channel: OtpRow['channel']
  readonly purpose: string
  /** Whether it came from a stranger, a known device, or with a pass. */
  readonly lane: Lane
  readonly state: OtpRow['state']
  /** Whether its code opened a session. */
  readonly isVerified: boolean
}

/**
 * The newest requests for a contact whose codes were sent, the newest first, as far back as clean-up has left them. Requests
 * that waited for their lane and never went are not among them.
 */
export function* recentStep({ store, installation }: EngineParts, contact: string): Step<readonly RecentRequest[]> {
  const rows = yield* readChain(store, contactKey(installation, contact))
  return rows.map(({ created_at, channel, purpose, lane, state, is_verified }) => ({
    at: created_at,
    channel,
    purpose,
    lane,
    state,
    isVerified: is_verified === 1,
  }))
}
