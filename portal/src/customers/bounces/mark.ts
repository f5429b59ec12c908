import { maskContact, readContact } from '@kerbside/otp'
import type { Changing } from '../../audit/index.ts'
import { systemActor, tell } from '../../audit/index.ts'
import type { Db } from '../../db/database.ts'
import type { BouncingReason } from '../../db/tables.ts'
import type { Parts } from '../../web/parts.ts'

/** A message that did not arrive, or was not wanted. */
export interface Undelivered {
  /** The row of the outbox. */
  readonly id: number
  readonly reason: BouncingReason
  /** What it was told by, for the audit log: a status, a word. No address. */
  readonly told: string
}

/** What became of the contact. */
export type Marked =
  | { readonly state: 'marked' | 'known' | 'newer' | 'nobodys'; readonly contact: string }
  | { readonly state: 'unknown_message' }

type Marking = Changing & Pick<Parts, 'config'>

/**
 * Marks the contact that a message went to as bouncing, wherever it is on record. What was sent before somebody confirmed the
 * contact, or proved it by a code, says nothing against it: so the same report may come again, and an old one late.
 */
export function markBouncing(parts: Marking, undelivered: Undelivered): Promise<Marked> {
  return parts.change(async (trx, commit) => {
    const message = await trx
      .selectFrom('outbox')
      .select(['address', 'channel', 'created_at'])
      .where('id', '=', undelivered.id)
      .where('silent', '=', 0)
      .executeTakeFirst()
    if (!message) return { state: 'unknown_message' }
    const read = readContact(message.channel, message.address, parts.config.defaultRegion)
    if (!read.success) return { state: 'unknown_message' }
    const { canonical } = read.contact
    const contact = maskContact(canonical)
    const known = await trx
      .selectFrom('customer_contact')
      .select(['bouncing_since'])
      .where('contact', '=', canonical)
      .execute()
    if (known.length === 0) return { state: 'nobodys', contact }
    if (known.every(({ bouncing_since }) => bouncing_since !== null)) return { state: 'known', contact }
    if (undelivered.reason !== 'complaint' && (await isProvenSince(trx, canonical, message.created_at))) {
      return { state: 'newer', contact }
    }
    const marked = await mark(trx, canonical, message.created_at, undelivered.reason, parts.clock.now())
    for (const { number } of marked) {
      const { reason, told } = undelivered
      await tell(commit, parts, 'contact_bounced', `customer ${number}`, { contact, reason, told })
    }
    return { state: marked.length > 0 ? 'marked' : 'newer', contact }
  })
}

/** Whether a code has arrived there since. */
const isProvenSince = async (trx: Db, contact: string, sentAt: number): Promise<boolean> =>
  (await trx
    .selectFrom('session')
    .select('id')
    .where('contact', '=', contact)
    .where('method', '=', 'otp')
    .where('created_at', '>', sentAt)
    .limit(1)
    .executeTakeFirst()) !== undefined

async function mark(trx: Db, contact: string, sentAt: number, reason: BouncingReason, now: number) {
  const marked = await trx
    .updateTable('customer_contact')
    .set({ bouncing_since: now, bouncing_reason: reason })
    .where('contact', '=', contact)
    .where('bouncing_since', 'is', null)
    .where('confirmed_at', '<', sentAt)
    .where('created_at', '<=', sentAt)
    .returning('customer_id')
    .execute()
  const ids = marked.map(({ customer_id }) => customer_id)
  return ids.length === 0 ? [] : trx.selectFrom('customer').select('number').where('id', 'in', ids).execute()
}

/** {@link markBouncing} for a message that was refused when it was sent. Nobody waits for it, so trouble is only logged. */
export async function markRefused(parts: Parts, id: number): Promise<void> {
  try {
    await markBouncing({ ...parts, by: systemActor }, { id, reason: 'refused', told: 'undeliverable' })
  } catch (error) {
    parts.log.error({ err: error }, 'a refused contact was not marked')
  }
}
