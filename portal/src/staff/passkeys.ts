import type { Changing } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Db } from '../db/database.ts'
import { endSessionsOf } from './queries.ts'

/** A passkey of one of the staff, as administrators see it. */
export interface StaffPasskey {
  readonly id: number
  readonly label: string | null
  readonly created_at: number
  readonly last_used_at: number | null
}

/** The passkeys of one of the staff, the oldest first; `sign-in/` bounds how many. */
export const passkeysOfStaff = (db: Db, staffId: number): Promise<StaffPasskey[]> =>
  db
    .selectFrom('passkey')
    .select(['id', 'label', 'created_at', 'last_used_at'])
    .where('staff_id', '=', staffId)
    .orderBy('id')
    .execute()

/**
 * Takes one passkey from somebody, or all. Their sessions end, since the device may be in other hands; they sign in by a code
 * and make a new passkey.
 * @returns how many went
 */
export const takePasskeys = (parts: Changing, staffId: number, passkey?: number): Promise<number> =>
  parts.change(async (trx, commit) => {
    const theirs = trx.deleteFrom('passkey').where('staff_id', '=', staffId)
    const gone = await (passkey === undefined ? theirs : theirs.where('id', '=', passkey)).returning('id').execute()
    if (gone.length === 0) return 0
    await endSessionsOf(trx, staffId, parts.clock.now())
    await tell(commit, parts, 'passkey_removed', `staff ${staffId}`, { passkeys: gone.length })
    return gone.length
  })
