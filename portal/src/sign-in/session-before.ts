import type { Step, Trx } from '@kerbside/otp'
import { answer } from '@kerbside/otp'
import type { Context } from 'hono'
import type { ForAnyone } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import type { Door } from './ask-for-code.ts'
import { readNext } from './next-cookie.ts'

/** The session that a browser has while it signs in anew. What was known of it before proves nothing afterwards. */
export interface SessionBefore {
  readonly id: number
  /** Whether the account that is open in it stays open: for who was sent here in the middle of something. */
  readonly account: 'stays' | 'is_chosen_anew'
}

/** @returns undefined for a browser that is not signed in at this door */
export function sessionBefore(
  parts: Pick<Parts, 'cookies'>,
  c: Context<ForAnyone>,
  door: Door,
): SessionBefore | undefined {
  const { sessionId: id } = (door === 'staff' ? c.var.staff : c.var.session) ?? {}
  if (id === undefined) return undefined
  return { id, account: readNext(parts, c, door) === undefined ? 'is_chosen_anew' : 'stays' }
}

const KEEP_ACCOUNT = `UPDATE session SET customer_id = (
    SELECT before.customer_id FROM session before WHERE before.id = $2 AND before.contact = session.contact)
  WHERE id = $1 AND customer_id IS NULL`
const END = 'UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL'

/**
 * Puts a new session in the place of the one before, in the commit that opens it: at no moment has a browser two of them,
 * or none. A browser that had none costs no statement.
 */
export function* replaceSession(trx: Trx, before: SessionBefore | undefined, id: number, now: number): Step<void> {
  if (!before) return
  if (before.account === 'stays') yield* answer(trx.run(KEEP_ACCOUNT, [id, before.id]))
  yield* answer(trx.run(END, [before.id, now]))
}
