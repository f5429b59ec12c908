import type { Changing } from '../../audit/index.ts'
import type { Refused } from '../../values/refused.ts'

// Nobody comes back to a form that was sent so long ago.
const KEPT_MS = 7 * 24 * 60 * 60_000

type Done<Reason extends string> = { readonly success: true } | Refused<Reason>

/** Undoes what was begun, and brings the reason out of the transaction. */
class NotDone<Reason extends string> extends Error {
  readonly refused: Refused<Reason>

  constructor(refused: Refused<Reason>) {
    super(refused.reason)
    this.refused = refused
  }
}

/**
 * Makes a change once for each key of a form, however often its button was pressed: the key is spent in the change's own
 * commit. A change that is refused spends nothing.
 * @param change takes the parts whose transaction is open already
 */
export async function once<Reason extends string>(
  parts: Changing,
  formKey: string,
  change: (inside: Changing) => Promise<Done<Reason>>,
): Promise<Done<Reason | 'already_recorded'>> {
  let refused: Refused<Reason> | undefined
  try {
    return await parts.change(async (trx, commit): Promise<Done<Reason | 'already_recorded'>> => {
      const now = parts.clock.now()
      await trx
        .deleteFrom('form_sent')
        .where('sent_at', '<', now - KEPT_MS)
        .execute()
      const spent = await trx
        .insertInto('form_sent')
        .values({ form_key: formKey, sent_at: now })
        .onConflict((conflict) => conflict.column('form_key').doNothing())
        .returning('form_key')
        .executeTakeFirst()
      if (!spent) return { success: false, reason: 'already_recorded' }
      const done = await change({ ...parts, change: (step) => step(trx, commit) })
      if (done.success) return { success: true }
      refused = done
      throw new NotDone(done)
    })
  } catch (error) {
    if (error instanceof NotDone && refused) return refused
    throw error
  }
}
