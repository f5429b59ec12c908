import type { Step, Trx, Value } from '@kerbside/otp'
import { answer, take } from '@kerbside/otp'
import type { Actor } from '../audit/index.ts'
import { tell } from '../audit/index.ts'
import type { Parts } from '../web/parts.ts'

/** What ending a session needs: where it is, when it is, and who does it. */
export type Ending = Pick<Parts, 'database' | 'clock'> & { readonly by: Actor }

const END = 'UPDATE session SET ended_at = $1 WHERE ended_at IS NULL AND id = $2'
const END_OWN = `${END} AND contact = $3 AND kind <> 'staff'`
const END_ALL = `UPDATE session SET ended_at = $1 WHERE ended_at IS NULL AND contact = $2 AND kind <> 'staff'`

/** Signs out: the person who holds the session ends it. */
export const signOut = (ending: Ending, id: number): Promise<number> => end(ending, 'session_logout', END, [id])

/** Ends one of a contact's own sessions; another contact's is left alone. */
export const endOwnSession = (ending: Ending, id: number, contact: string): Promise<number> =>
  end(ending, 'session_revoked', END_OWN, [id, contact])

/** Signs a contact out everywhere. */
export const endAllSessions = (ending: Ending, contact: string): Promise<number> =>
  end(ending, 'session_revoked', END_ALL, [contact])

function end(ending: Ending, name: 'session_logout' | 'session_revoked', sql: string, values: readonly Value[]) {
  return ending.database.store.write((trx) => take(endAndTell(trx, ending, name, sql, values)))
}

function* endAndTell(
  trx: Trx,
  ending: Ending,
  name: 'session_logout' | 'session_revoked',
  sql: string,
  values: readonly Value[],
): Step<number> {
  const sessions = yield* answer(trx.run(sql, [ending.clock.now(), ...values]))
  if (sessions > 0) yield* answer(tell(trx, ending, name, null, { sessions }))
  return sessions
}
