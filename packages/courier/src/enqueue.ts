import type { Clock } from './clock.ts'
import type { Held } from './hand.ts'
import type { Kind, Message } from './message.ts'
import { priorities } from './message.ts'
import type { Statements } from './statements.ts'
import type { Reply, Trx, Value } from './store.ts'
import { then } from './store.ts'
import type { Worker } from './worker.ts'

export interface EnqueueParts {
  readonly clock: Clock
  readonly kinds: Readonly<Record<string, Kind>>
  readonly sql: Statements
  readonly worker: Worker
  readonly newId: () => number
}

export type Enqueue = (trx: Trx, message: Message) => Reply<void>

// Two processes may draw one id, but not again and again.
const DRAWS = 5

/**
 * Makes `enqueue`: one INSERT in the caller's transaction.
 *
 * A message for which this process has a free place is born `sending` under its lease and handed over at the commit: no
 * statement claims it. Bulk is always queued, since one transaction may hold a hundred thousand, and so is what must
 * wait or finds no worker here.
 */
export function createEnqueue(parts: EnqueueParts): Enqueue {
  const all = { ...parts, noticed: new WeakSet<Trx>() }
  return (trx, message) => insert(all, trx, message, 'when_there_is_room')
}

export interface Enqueuing extends EnqueueParts {
  /** Transactions that notify at their commit: once is enough for all their messages. */
  readonly noticed: WeakSet<Trx>
}

/** Whether a message may go straight to a hand of this process, or is left for whoever claims it. */
type Sending = 'when_there_is_room' | 'by_whoever_claims'

/** The row of a new message, and where it goes at the commit. */
export interface Birth {
  readonly id: number
  readonly values: readonly Value[]
  /** Undefined for a row born `queued`. */
  readonly held: Held | undefined
  readonly nextAt: number
}

/** Inserts one message. */
export function insert(parts: Enqueuing, trx: Trx, message: Message, sending: Sending, draws = DRAWS): Reply<void> {
  const birth = birthOf(parts, message, sending)
  return then(trx.run(parts.sql.insert, birth.values), (inserted) => {
    if (inserted === 1) return passOn(parts, trx, birth)
    // Either key may be the one that is taken. A second id that is taken as well leaves the message's own key.
    if (message.uniqueKey !== undefined && draws < DRAWS) return undefined
    if (draws === 1) throw new Error(`The outbox took none of ${DRAWS} ids.`)
    return insert(parts, trx, message, sending, draws - 1)
  })
}

export function birthOf({ clock, kinds, worker, newId }: EnqueueParts, message: Message, sending: Sending): Birth {
  const { kind, reference, channel, address, locale, notAfter, silent, notBefore = 0, uniqueKey = null } = message
  const priority = Object.hasOwn(kinds, kind) ? kinds[kind]?.priority : undefined
  if (priority === undefined) throw new TypeError(`The courier knows no kind "${kind}".`)
  const id = newId()
  const createdAt = clock.now()
  const nextAt = Math.max(createdAt, notBefore)
  const mayHold = sending === 'when_there_is_room' && priority !== 'bulk' && nextAt === createdAt
  const isBornSending = mayHold && worker.hasRoom(channel, priority)
  const job = {
    id,
    kind,
    reference,
    channel,
    address,
    locale,
    priority,
    silent,
    notAfter,
    createdAt,
    attempt: 1,
    tried: [],
  }
  const held = isBornSending ? { job, leaseUntil: worker.leases.nextEnd() } : undefined
  const values = [
    id,
    kind,
    reference,
    channel,
    address,
    locale,
    priorities.indexOf(priority),
    silent ? 1 : 0,
    held ? 'sending' : 'queued',
    held ? 1 : 0,
    notAfter,
    nextAt,
    held ? worker.leases.owner : null,
    held ? held.leaseUntil : null,
    uniqueKey,
    createdAt,
  ]
  return { id, values, held, nextAt }
}

/** Lets the message be sent once it is committed. */
export function passOn(
  { clock, sql, worker, noticed }: Enqueuing,
  trx: Trx,
  { held, nextAt }: Pick<Birth, 'held' | 'nextAt'>,
): Reply<void> {
  if (held !== undefined) return trx.afterCommit(() => worker.take(held))
  trx.afterCommit(() => worker.wakeAt(nextAt))
  if (sql.notify === undefined || nextAt > clock.now() || noticed.has(trx)) return undefined
  noticed.add(trx)
  return then(trx.get(sql.notify), () => undefined)
}
