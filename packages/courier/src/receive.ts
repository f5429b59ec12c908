import { setTimeout } from 'node:timers/promises'
import type { Clock } from './clock.ts'
import type { CourierEvent, MessageName, OnEvent } from './events.ts'
import type { Channel } from './message.ts'
import { channelIn, integer, stateIn, text, textIfAny, triedIn } from './read-column.ts'
import type { Receipt, Received } from './receipt.ts'
import { judgeReceipt } from './receipt.ts'
import type { Sender } from './sender.ts'
import type { Statements } from './statements.ts'
import type { Reply, Row, Store, Trx, Value } from './store.ts'
import { then } from './store.ts'
import type { OutboxState } from './tables.ts'
import { keepable } from './trouble.ts'
import type { Worker } from './worker.ts'

export interface ReceiveParts {
  readonly store: Store
  readonly clock: Clock
  readonly sql: Statements
  readonly senders: Readonly<Partial<Record<Channel, readonly Sender[]>>>
  readonly worker: Pick<Worker, 'wake'>
  readonly onEvent: OnEvent
}

// A provider on the same machine may be faster than the commit that says which message it means.
const LOOK_AGAIN_MS = 500

/** Makes `receive`: writes what a provider tells of a message that it has taken. */
export function createReceive(parts: ReceiveParts): (receipt: Receipt) => Promise<Received> {
  const once = (receipt: Receipt) => parts.store.write((trx) => receive(parts, trx, receipt))
  return async (receipt) => {
    const received = await once(receipt)
    if (received !== 'unknown') return received
    await setTimeout(LOOK_AGAIN_MS, undefined, { ref: false })
    return once(receipt)
  }
}

/** One transaction: finds the row, locks it, decides, writes. */
function receive(parts: ReceiveParts, trx: Trx, receipt: Receipt): Reply<Received> {
  return then(trx.get(parts.sql.named, [receipt.providerId, receipt.sender]), (row) =>
    row === undefined ? 'unknown' : writeReceipt(parts, trx, row, receipt, eventOf),
  )
}

/** What is told of a receipt that was written: what became of the message by it. */
type EventOf = (message: MessageName, receipt: Receipt, state: OutboxState, now: number) => CourierEvent | undefined

/** Writes what a receipt makes of a row that is locked, and tells of it. */
export function writeReceipt(
  parts: ReceiveParts,
  trx: Trx,
  row: Row,
  receipt: Receipt,
  eventOf: EventOf,
): Reply<Received> {
  const now = parts.clock.now()
  const tried = [...triedIn(row), receipt.sender]
  const state = judgeReceipt(receipt, standingOf(parts, row, tried), now)
  if (state === undefined) return 'known'
  const values = [integer(row, 'id'), ...columnsOf(receipt, state, tried, now)]
  return then(trx.run(parts.sql.receipt, values), () => {
    const event = eventOf(nameIn(row), receipt, state, now)
    if (event) trx.afterCommit(() => parts.onEvent(event))
    return state === 'queued' ? passOn(parts, trx) : 'recorded'
  })
}

function standingOf({ senders }: ReceiveParts, row: Row, tried: readonly string[]) {
  const channel = channelIn(row)
  return {
    state: stateIn(row),
    word: textIfAny(row, 'receipt'),
    notAfter: integer(row, 'not_after'),
    hasNext: (senders[channel] ?? []).some(({ name }) => !tried.includes(name)),
  }
}

/** In the order of the statement's parameters, from its second on. */
function columnsOf(receipt: Receipt, state: OutboxState, tried: readonly string[], now: number): Value[] {
  const hasFailed = receipt.status === 'failed'
  return [
    state,
    keepable(receipt.word),
    now,
    state === 'delivered' ? now : null,
    state === 'failed' ? now : null,
    state === 'queued' ? now : null,
    hasFailed ? tried.join(' ') : null,
    hasFailed ? faultOf(receipt) : null,
    hasFailed ? keepable(receipt.word) : null,
  ]
}

function passOn({ sql, worker }: ReceiveParts, trx: Trx): Reply<Received> {
  trx.afterCommit(() => worker.wake())
  return sql.notify === undefined ? 'recorded' : then(trx.get(sql.notify), () => 'recorded')
}

function eventOf(message: MessageName, receipt: Receipt, state: OutboxState, now: number): CourierEvent | undefined {
  const { sender, word } = receipt
  const trouble = { sender, fault: faultOf(receipt), detail: keepable(word) }
  if (state === 'delivered') return { event: 'message_delivered', message, sender }
  if (state === 'failed') return { event: 'message_failed', message, trouble }
  if (state === 'queued') return { event: 'message_retried', message, trouble, nextAt: now }
  return undefined
}

const faultOf = ({ fault = 'rejected' }: Receipt) => fault

function nameIn(row: Row): MessageName {
  return {
    id: integer(row, 'id'),
    kind: text(row, 'kind'),
    reference: text(row, 'reference'),
    channel: channelIn(row),
    attempt: integer(row, 'attempts'),
  }
}
