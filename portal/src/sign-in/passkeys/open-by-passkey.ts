import { take } from '@kerbside/otp'
import { contactActor, tell } from '../../audit/index.ts'
import type { Refused } from '../../values/refused.ts'
import type { Parts } from '../../web/parts.ts'
import type { SessionBefore } from '../session-before.ts'
import { replaceSession } from '../session-before.ts'
import type { OpenedSession, SignInFrom } from '../sessions.ts'
import { drawSession, insertSession } from '../sessions.ts'
import type { Showing, ShowRefusal } from './take-shown.ts'
import { takeShown } from './take-shown.ts'

export type OpenedByPasskey = { readonly success: true; readonly session: OpenedSession } | Refused<ShowRefusal>

/**
 * Opens a session for the contact of a customer's passkey, without a code. A contact that may not sign in any more is told
 * what a stranger is told.
 */
export async function openByPasskey(
  parts: Parts,
  showing: Showing,
  { from, before }: { readonly from: SignInFrom; readonly before: SessionBefore | undefined },
): Promise<OpenedByPasskey> {
  const now = parts.clock.now()
  const { opened, secretHash } = drawSession(now)
  const taken = await takeShown(
    parts,
    showing,
    ({ contact }) => contact !== null,
    async (commit, { contact }) => {
      if (contact === null) return 0
      const session = { ...from, kind: 'customer', contact, method: 'passkey', channel: null, deviceId: null } as const
      const written = await insertSession(commit, opened, secretHash, session, now)
      const visit = { clientAddress: from.clientAddress ?? '', requestId: from.requestId }
      const by = contactActor(parts, visit, contact)
      if (written === 0) return 0
      await take(replaceSession(commit, before, opened.id, now))
      await tell(commit, { ...parts, by }, 'authn_login_success', null, { method: 'passkey' })
      return written
    },
  )
  if (!taken.success) return taken
  return taken.opened === 0 ? { success: false, reason: 'passkey_unknown' } : { success: true, session: opened }
}
