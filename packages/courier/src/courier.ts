import { randomInt } from 'node:crypto'
import type { Clock } from './clock.ts'
import { systemClock } from './clock.ts'
import { createConfirmUse } from './confirm-use.ts'
import { createEnqueue } from './enqueue.ts'
import { createEnqueueMany } from './enqueue-many.ts'
import type { OnEvent } from './events.ts'
import { createIds } from './ids.ts'
import type { Channel, Kind, Message } from './message.ts'
import type { Progress, Subject } from './progress.ts'
import { progressOfRow } from './progress.ts'
import { purge } from './purge.ts'
import type { Receipt, Received } from './receipt.ts'
import { createReceive } from './receive.ts'
import type { Returned } from './returned.ts'
import { createReturned } from './returned.ts'
import type { Sender } from './sender.ts'
import { statements } from './statements.ts'
import type { Listen, Reply, Store, Trx } from './store.ts'
import { Worker } from './worker.ts'

export interface CourierOptions {
  /** Where the table `outbox` lies (see `migrations`). */
  readonly store: Store
  /** Default: the machine's. */
  readonly clock?: Clock
  /**
   * Who brings messages, by channel and in order: the next one is asked when the one before did not take the message.
   * As many messages are sent at once as the first one takes.
   */
  readonly senders: Readonly<Partial<Record<Channel, readonly Sender[]>>>
  /** The parts that make the texts, by the name that messages call them. */
  readonly kinds: Readonly<Record<string, Kind>>
  /** Hears what happens, without addresses and texts. What it throws is not caught. */
  readonly onEvent?: OnEvent
  /** Hears notices of other processes (`LISTEN` on PostgreSQL); without it the sweep every 10 s finds their messages. */
  readonly listen?: Listen
  /** Uniform in [0, 1): the jitter of retries. */
  readonly random?: () => number
  /** How long one sender may take for one message. Default 25 s. */
  readonly sendWithinMs?: number
  /** How long `stop` waits for what is in the air. Default 5 s. */
  readonly stopWithinMs?: number
  /**
   * How long a worker holds a message without a sign of life. Default 30 s: what a dead process held goes out within 40 s.
   * Longer than `sendWithinMs`, or a slow sender has its message taken from it.
   */
  readonly leaseMs?: number
}

export interface Courier {
  /**
   * Takes a message in the caller's transaction: a rollback sends nothing, and after the commit nothing is lost. On
   * SQLite it answers at once; on PostgreSQL await it before the step ends.
   * @throws TypeError for a kind that the courier does not know: it is a bug
   */
  enqueue(trx: Trx, message: Message): Reply<void>
  /**
   * Takes some hundred messages at once, in a fiftieth of the statements; for what goes to many. All of them wait in the queue,
   * whatever their kind.
   */
  enqueueMany(trx: Trx, messages: readonly Message[]): Reply<void>
  /**
   * Writes what a provider tells of a message after it has taken it. A failed one goes on to the next sender, as long as it is
   * worth sending. Repetitions and receipts out of order change nothing.
   */
  receive(receipt: Receipt): Promise<Received>
  /** Writes that a mail came back: it has failed, once and for all. */
  returned(returned: Returned): Promise<Received>
  /**
   * After a code was used: tells the provider that took the newest message about it, if its sender can (`confirmUse`). It is not
   * to be waited for; it never rejects, and `use_not_told` says when it came to nothing.
   */
  confirmUse(subject: Subject): Promise<void>
  /** How far the newest message about something is; undefined when there is none. */
  progress(subject: Subject): Promise<Progress | undefined>
  /** Begins to send, what others left too. Settles when the first of it is claimed. */
  start(): Promise<void>
  /** Waits a little for what is in the air, gives back the rest, writes what it knows, and closes the senders. */
  stop(): Promise<void>
  /** Looks for due messages and for those of dead processes now, without waiting for the next regular look. */
  sweep(): Promise<void>
  /** Deletes messages that ended ninety days ago. @returns how many there were */
  purge(): Promise<number>
  /** Settles when this process has nothing in hand and nothing left to claim at this instant. */
  idle(): Promise<void>
}

/**
 * Makes a courier: messages enqueued in a transaction reach a sender at least once, as long as they are worth sending.
 *
 * @example
 * const courier = createCourier({
 *   store, // for instance openSqlite('app.db') of @kerbside/sqlite
 *   senders: { email: [consoleSender({ print: (block) => process.stdout.write(block) })] },
 *   kinds: {
 *     welcome: {
 *       priority: 'normal',
 *       render: async ({ reference }) => ({ subject: 'Welcome', text: `Hello, customer ${reference}.` }),
 *     },
 *   },
 * })
 * await courier.start()
 * await store.write((trx) =>
 *   courier.enqueue(trx, {
 *     kind: 'welcome', reference: 'C-7', channel: 'email', address: 'ann@example.org', locale: 'en',
 *     notAfter: Date.now() + 3_600_000, silent: false,
 *   }),
 * )
 */
export function createCourier(options: CourierOptions): Courier {
  const { store, clock = systemClock, senders, kinds, onEvent = () => {}, listen, random = uniform } = options
  const { sendWithinMs = 25_000, stopWithinMs = 5_000, leaseMs = 30_000 } = options
  for (const { name } of Object.values(senders).flat()) {
    if (/\s|^$/.test(name)) throw new TypeError(`A sender's name is one word; got "${name}".`)
  }
  const sql = statements(store.dialect)
  const bounds = { sendWithinMs, stopWithinMs, leaseMs }
  const worker = new Worker({ store, clock, senders, kinds, onEvent, listen, random, sql, ...bounds })
  const enqueuing = { clock, kinds, sql, worker, newId: createIds(clock) }
  const receiving = { store, clock, sql, senders, worker, onEvent }
  return {
    receive: createReceive(receiving),
    returned: createReturned(receiving),
    confirmUse: createConfirmUse({ store, sql, senders, onEvent }),
    async progress({ kind, reference }) {
      const row = await store.get(sql.progress, [reference, kind])
      return row && progressOfRow(row)
    },
    enqueue: createEnqueue(enqueuing),
    enqueueMany: createEnqueueMany(enqueuing),
    start: () => worker.start(),
    stop: () => worker.stop(),
    sweep: () => worker.sweep(),
    purge: () => purge({ store, clock }),
    idle: () => worker.idle(),
  }
}

const STEPS = 2 ** 32

function uniform(): number {
  return randomInt(STEPS) / STEPS
}
