import type { Step, Trx } from '@kerbside/otp'
import { answer, take } from '@kerbside/otp'
import { systemActor, tell } from '../audit/index.ts'
import type { Parts } from '../web/parts.ts'

/** How much there was of each kind. */
export interface DataSums {
  readonly requests: number
  readonly devices: number
  readonly sessions: number
  readonly passkeys: number
}

type DataParts = Pick<Parts, 'db' | 'database' | 'otp' | 'clock' | 'pseudonym'>

/**
 * All that is kept of how a contact (canonical) signs in, for the person who asks for it: instants are epoch milliseconds. No
 * secret is among it, since none is kept but hashes and public keys.
 */
export async function signInDataOf({ db, database, otp, clock, pseudonym }: DataParts, contact: string) {
  const requests = await db
    .selectFrom('otp')
    .select(['email', 'phone', 'channel', 'purpose', 'state', 'is_verified', 'attempts', 'created_at', 'expires_at'])
    .where('contact', '=', await otp.contactKey(contact))
    .orderBy('id')
    .execute()
  const sessions = await db
    .selectFrom('session')
    .select(['kind', 'method', 'channel', 'user_agent', 'client_address', 'created_at', 'last_seen_at', 'ended_at'])
    .where('contact', '=', contact)
    .orderBy('id')
    .execute()
  const passkeys = await db
    .selectFrom('passkey')
    .select(['credential_id', 'label', 'replaces_codes', 'created_at', 'last_used_at'])
    .where('contact', '=', contact)
    .orderBy('id')
    .execute()
  const devices = await otp.devices(contact)
  const told = { by: systemActor, clock }
  await database.store.write((trx) => tell(trx, told, 'sensitive_read', `contact ${pseudonym(contact)}`))
  return { contact, requests, devices, sessions, passkeys }
}

/**
 * Deletes the same, in one commit. Who the customer is, and the bills, are not sign-in data; nor is the audit log, which knows
 * a contact by its pseudonym alone, and only grows.
 */
export async function deleteSignInData({ otp, clock, pseudonym }: DataParts, contact: string): Promise<DataSums> {
  let sums: DataSums = { requests: 0, devices: 0, sessions: 0, passkeys: 0 }
  await otp.erase(contact, {
    inSameCommit: (trx, erased) =>
      take(
        (function* () {
          sums = { ...erased, ...(yield* deleteOwn(trx, contact)) }
          const told = { by: systemActor, clock }
          yield* answer(tell(trx, told, 'sensitive_delete', `contact ${pseudonym(contact)}`, { ...sums }))
        })(),
      ),
  })
  return sums
}

function* deleteOwn(trx: Trx, contact: string): Step<Pick<DataSums, 'sessions' | 'passkeys'>> {
  const sessions = yield* answer(trx.run('DELETE FROM session WHERE contact = $1', [contact]))
  const passkeys = yield* answer(trx.run('DELETE FROM passkey WHERE contact = $1', [contact]))
  return { sessions, passkeys }
}
