import type { Reply, Trx } from '@kerbside/otp'
import type { Refused } from '../../values/refused.ts'
import type { Made } from './forms.ts'
import type { Nonce } from './nonces.ts'
import type { ChangedBy, PasskeyHolder } from './notices.ts'
import { tellOfPasskeys } from './notices.ts'
import { deletePasskeys, insertPasskey, passkeysOf, setReplacesCodes, spendNonce } from './queries.ts'
import type { RelyingParty } from './relying-party.ts'
import { verifyMade } from './verify.ts'

/** Enough for a phone, a laptop and two keys in drawers, each twice. */
const MOST_PASSKEYS = 10

/** A passkey that a browser made, and what it was asked to sign. */
export interface Making {
  readonly party: RelyingParty
  readonly nonce: Nonce
  readonly made: Made
  /** Where it was made. */
  readonly label: string | null
}

export type AddRefusal = 'passkey_refused' | 'passkey_expired' | 'passkey_there' | 'passkey_many'

/**
 * Adds a passkey. While codes are switched off, it stands in for them like the others.
 * @param inSameCommit what else is done with it
 */
export async function addPasskey<T>(
  parts: ChangedBy,
  holder: PasskeyHolder,
  { party, nonce, made, label }: Making,
  inSameCommit: (commit: Trx) => Reply<T>,
): Promise<{ readonly success: true; readonly committed: T } | Refused<AddRefusal>> {
  const verified = await verifyMade(parts, { party, nonce: nonce.text }, made)
  if (!verified) return refused('passkey_refused')
  return parts.change(async (trx, commit) => {
    if (!(await spendNonce(trx, nonce))) return refused('passkey_expired')
    const others = await passkeysOf(trx, holder.owner)
    if (others.length >= MOST_PASSKEYS) return refused('passkey_many')
    const replacesCodes = others.some(({ replaces_codes }) => replaces_codes === 1)
    const added = await insertPasskey(trx, holder.owner, { ...verified, label, replacesCodes }, parts.clock.now())
    if (!added) return refused('passkey_there')
    await tellOfPasskeys(parts, commit, holder, 'added')
    return { success: true, committed: await inSameCommit(commit) }
  })
}

const refused = <Reason extends AddRefusal>(reason: Reason): Refused<Reason> => ({ success: false, reason })

/** Removes one passkey, or all. With the last one codes are sent again. @returns how many went */
export const removePasskeys = (parts: ChangedBy, holder: PasskeyHolder, id?: number): Promise<number> =>
  parts.change(async (trx, commit) => {
    const gone = await deletePasskeys(trx, holder.owner, id)
    if (gone.length > 0) await tellOfPasskeys(parts, commit, holder, 'removed')
    return gone.length
  })

/** Switches codes to a contact off, or on again. @returns false for a contact without a passkey: it would be locked out */
export const switchCodes = (parts: ChangedBy, contact: string, codes: 'on' | 'off'): Promise<boolean> =>
  parts.change(async (trx, commit) => {
    const changed = await setReplacesCodes(trx, contact, codes)
    if (changed.length === 0) return false
    const holder = { door: 'customer', contact, owner: { contact } } as const
    await tellOfPasskeys(parts, commit, holder, codes === 'off' ? 'codesOff' : 'codesOn')
    return true
  })
