import type { EnqueueParts, Enqueuing } from './enqueue.ts'
import { birthOf, insert, passOn } from './enqueue.ts'
import type { Message } from './message.ts'
import { MESSAGES_A_STATEMENT } from './statements.ts'
import type { Reply, Trx } from './store.ts'
import { then } from './store.ts'

export type EnqueueMany = (trx: Trx, messages: readonly Message[]) => Reply<void>

/**
 * Makes `enqueueMany`: what goes to many at once, in a fiftieth of the statements. All of them are born `queued`, whatever their
 * kind: this process has no free place for hundreds.
 */
export function createEnqueueMany(parts: EnqueueParts): EnqueueMany {
  const all = { ...parts, noticed: new WeakSet<Trx>() }
  return (trx, messages) => insertAll(all, trx, messages)
}

function insertAll(parts: Enqueuing, trx: Trx, messages: readonly Message[]): Reply<void> {
  if (messages.length < MESSAGES_A_STATEMENT) return oneByOne(parts, trx, messages)
  const rest = messages.slice(MESSAGES_A_STATEMENT)
  return then(insertTogether(parts, trx, messages.slice(0, MESSAGES_A_STATEMENT)), () => insertAll(parts, trx, rest))
}

function insertTogether(parts: Enqueuing, trx: Trx, messages: readonly Message[]): Reply<void> {
  const births = messages.map((message) => birthOf(parts, message, 'by_whoever_claims'))
  const values = births.flatMap((birth) => birth.values)
  return then(trx.all(parts.sql.insertMany, values), (inserted) => {
    const nextAt = Math.min(...births.map((birth) => birth.nextAt))
    return then(passOn(parts, trx, { held: undefined, nextAt }), () => {
      if (inserted.length === births.length) return undefined
      // Of the others the id or the unique key was taken: alone, each of them finds out which.
      const ids = new Set(inserted.map(({ id }) => id))
      const left = messages.filter((_, index) => !ids.has(births[index]?.id ?? null))
      return oneByOne(parts, trx, left)
    })
  })
}

function oneByOne(parts: Enqueuing, trx: Trx, [first, ...others]: readonly Message[]): Reply<void> {
  return first === undefined
    ? undefined
    : then(insert(parts, trx, first, 'by_whoever_claims'), () => oneByOne(parts, trx, others))
}
