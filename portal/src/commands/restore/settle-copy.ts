import { systemActor, tell } from '../../audit/index.ts'
import type { Parts } from '../../web/parts.ts'

/** What a copy holds, and what of it was ended. */
export interface Settled {
  readonly customers: number
  readonly bills: number
  readonly sessions: number
  readonly messages: number
}

const statements = {
  // Who signed out, or was signed out, after the copy was made would be back in.
  sessions: 'UPDATE session SET ended_at = $1 WHERE ended_at IS NULL',
  // Most of these went out after the copy was made. A bill that did not shows as not sent; one that did is not sent twice.
  messages: `UPDATE outbox SET state = 'expired', ended_at = $1, fault_detail = 'restored from a copy', lease_owner = NULL,
    lease_until = NULL WHERE state IN ('queued', 'sending')`,
  // A code that was used after the copy was made would be good once more.
  flows: `UPDATE otp SET state = 'ended', settled = CASE WHEN state = 'held' THEN 1 ELSE settled END
    WHERE state IN ('open', 'held')`,
} as const

/** Ends what a copy holds of its own moment, and tells the audit log that it is one. */
export async function settleCopy(parts: Parts): Promise<Settled> {
  const now = parts.clock.now()
  const { sessions, messages } = await parts.change(async (_, commit) => {
    const ended = {
      sessions: await commit.run(statements.sessions, [now]),
      messages: await commit.run(statements.messages, [now]),
      flows: await commit.run(statements.flows),
    }
    await tell(commit, { ...parts, by: systemActor }, 'data_restored', null, ended)
    return ended
  })
  const count = async (table: 'customer' | 'bill') => {
    const rows = parts.db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'))
    return (await rows.executeTakeFirstOrThrow()).count
  }
  return { customers: await count('customer'), bills: await count('bill'), sessions, messages }
}
