import type { Trx } from '@kerbside/otp'
import type { Refused } from '../../values/refused.ts'
import type { Parts } from '../../web/parts.ts'
import type { Shown } from './forms.ts'
import type { Nonce } from './nonces.ts'
import type { Passkey } from './queries.ts'
import { findPasskey, spendNonce, usePasskey } from './queries.ts'
import type { RelyingParty } from './relying-party.ts'
import { verifyShown } from './verify.ts'

/** A passkey that was shown, and what it was asked to sign. */
export interface Showing {
  readonly party: RelyingParty
  readonly nonce: Nonce
  readonly shown: Shown
}

/** `passkey_unknown`: nobody's here, or another person's. `passkey_expired`: what it signed has been taken before. */
export type ShowRefusal = 'passkey_unknown' | 'passkey_refused' | 'passkey_expired'

/**
 * Judges a passkey that was shown. What it opens is done in the commit that spends its signature, so of two answers with one
 * signature, and of two with one count, one opens something.
 * @param takes whose passkeys count here
 */
export async function takeShown<T>(
  parts: Parts,
  { party, nonce, shown }: Showing,
  takes: (passkey: Passkey) => boolean,
  inSameCommit: (commit: Trx, passkey: Passkey) => Promise<T>,
): Promise<{ readonly success: true; readonly opened: T } | Refused<ShowRefusal>> {
  const passkey = await findPasskey(parts.db, shown.id)
  if (!passkey || !takes(passkey)) return { success: false, reason: 'passkey_unknown' }
  const counter = await verifyShown(parts, { party, nonce: nonce.text }, shown, passkey)
  if (counter === undefined) return { success: false, reason: 'passkey_refused' }
  return parts.change(async (trx, commit) => {
    if (!(await spendNonce(trx, nonce))) return { success: false, reason: 'passkey_expired' }
    if (!(await usePasskey(trx, passkey.id, counter, parts.clock.now()))) {
      return { success: false, reason: 'passkey_refused' }
    }
    return { success: true, opened: await inSameCommit(commit, passkey) }
  })
}
