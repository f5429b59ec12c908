import type { Reply, Trx } from '@kerbside/otp'
import { mintToken } from '@kerbside/otp'
import { tell } from '../../audit/index.ts'
import type { Refused } from '../../values/refused.ts'
import type { Staff } from '../../web/identity.ts'
import type { ChangedBy } from './notices.ts'
import type { Showing, ShowRefusal } from './take-shown.ts'
import { takeShown } from './take-shown.ts'

export type PasskeyShown = { readonly success: true; readonly token: string } | Refused<ShowRefusal>

/**
 * The second step of one of the staff, and the proof that the same person is still at the desk. The session goes on under
 * a new token: whoever had the old one had not shown a passkey.
 */
export async function showPasskey(parts: ChangedBy, staff: Staff, showing: Showing): Promise<PasskeyShown> {
  const taken = await takeShown(
    parts,
    showing,
    (passkey) => passkey.staff_id === staff.id,
    async (commit) => {
      await tell(commit, parts, 'authn_login_success', null, { method: 'passkey' })
      return raiseSession(commit, staff.sessionId, parts.clock.now())
    },
  )
  return taken.success ? { success: true, token: taken.opened } : taken
}

const RAISE = 'UPDATE session SET secret_hash = $2, proven_at = $3, passkey_at = $3 WHERE id = $1 AND ended_at IS NULL'

/**
 * Notes that a passkey was shown, or made, in the commit in which it is.
 * @returns the new token of the session
 */
export function raiseSession(trx: Trx, sessionId: number, now: number): Reply<string> {
  const { token, secretHash } = mintToken(sessionId)
  const raised = trx.run(RAISE, [sessionId, secretHash, now])
  return raised instanceof Promise ? raised.then(() => token) : token
}
