import type { Reply, Store } from '@kerbside/otp'
import type { ExpressionBuilder, ExpressionWrapper, Selectable, SqlBool } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { PasskeyRow, Tables } from '../../db/tables.ts'
import type { Nonce } from './nonces.ts'

/** Whose a passkey is: it opens the customers of a contact, or is the second step of one of the staff. */
export type Owner = { readonly contact: string } | { readonly staffId: number }

export type Passkey = Readonly<Selectable<PasskeyRow>>

const columns = [
  'id',
  'credential_id',
  'public_key',
  'counter',
  'transports',
  'contact',
  'staff_id',
  'replaces_codes',
  'label',
  'created_at',
  'last_used_at',
] as const

/** The passkey that an authenticator calls by this name. */
export const findPasskey = (db: Db, credentialId: string): Promise<Passkey | undefined> =>
  db.selectFrom('passkey').select(columns).where('credential_id', '=', credentialId).executeTakeFirst()

/** All passkeys of somebody, the oldest first. */
export const passkeysOf = (db: Db, owner: Owner): Promise<Passkey[]> =>
  db.selectFrom('passkey').select(columns).where(ownedBy(owner)).orderBy('id').execute()

const ownedBy =
  (owner: Owner) =>
  (is: ExpressionBuilder<Tables, 'passkey'>): ExpressionWrapper<Tables, 'passkey', SqlBool> =>
    'contact' in owner ? is('contact', '=', owner.contact) : is('staff_id', '=', owner.staffId)

export interface MadePasskey {
  readonly credentialId: string
  readonly publicKey: Uint8Array
  readonly counter: number
  readonly transports: readonly string[]
  readonly label: string | null
  readonly replacesCodes: boolean
}

/** @returns the id; undefined when a passkey of this name is there already: the unique key decides */
export const insertPasskey = (trx: Db, owner: Owner, made: MadePasskey, now: number) =>
  trx
    .insertInto('passkey')
    .values({
      credential_id: made.credentialId,
      public_key: made.publicKey,
      counter: made.counter,
      transports: made.transports.join(' '),
      contact: 'contact' in owner ? owner.contact : null,
      staff_id: 'staffId' in owner ? owner.staffId : null,
      replaces_codes: made.replacesCodes ? 1 : 0,
      label: made.label,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()

/**
 * Notes that a passkey has signed.
 * @param counter what the authenticator counts; it grows with each signature, or stays 0 where nothing is counted. Of two
 * signatures with one number, one comes from a copy (WebAuthn §6.1.1).
 * @returns undefined when it was removed meanwhile, or has counted on
 */
export const usePasskey = (trx: Db, id: number, counter: number, now: number) =>
  trx
    .updateTable('passkey')
    .set({ counter, last_used_at: now })
    .where('id', '=', id)
    .where('counter', counter === 0 ? '=' : '<', counter)
    .returning('id')
    .executeTakeFirst()

/** @returns undefined when it has been spent before: of two that come at once, one is taken */
export const spendNonce = (trx: Db, { text, expiresAt }: Nonce) =>
  trx
    .insertInto('spent_nonce')
    .values({ nonce: text, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('nonce').doNothing())
    .returning('nonce')
    .executeTakeFirst()

/** Forgets spent nonces that would be refused for their age anyway. */
export const forgetSpentNonces = (db: Db, now: number) =>
  db.deleteFrom('spent_nonce').where('expires_at', '<=', now).execute()

/** @returns the ids of those that went: somebody else's stay */
export const deletePasskeys = (trx: Db, owner: Owner, id?: number) => {
  const theirs = trx.deleteFrom('passkey').where(ownedBy(owner))
  return (id === undefined ? theirs : theirs.where('id', '=', id)).returning('id').execute()
}

/** @returns the ids of the passkeys that stand in for codes from now on, or no longer: none when the contact has none */
export const setReplacesCodes = (trx: Db, contact: string, codes: 'on' | 'off') =>
  trx
    .updateTable('passkey')
    .set({ replaces_codes: codes === 'off' ? 1 : 0 })
    .where('contact', '=', contact)
    .returning('id')
    .execute()

const CODES_OFF = 'SELECT 1 AS off FROM passkey WHERE contact = $1 AND replaces_codes = 1 LIMIT 1'

/** True for a contact whose owner wants no codes: asked before a code is sent, for known and unknown contacts alike. */
export function areCodesOff(store: Pick<Store, 'get'>, contact: string): Reply<boolean> {
  const row = store.get(CODES_OFF, [contact])
  return row instanceof Promise ? row.then((late) => late !== undefined) : row !== undefined
}
