import type { Job, Priority } from './message.ts'
import { priorities } from './message.ts'
import { channelIn, integer, text, triedIn } from './read-column.ts'
import type { Row } from './store.ts'

/** Reads what the claiming statement returns. */
export function jobOfRow(row: Row): Job {
  return {
    id: integer(row, 'id'),
    kind: text(row, 'kind'),
    reference: text(row, 'reference'),
    channel: channelIn(row),
    address: text(row, 'address'),
    locale: text(row, 'locale'),
    priority: priorityOf(integer(row, 'priority')),
    silent: integer(row, 'silent') === 1,
    notAfter: integer(row, 'not_after'),
    createdAt: integer(row, 'created_at'),
    attempt: integer(row, 'attempts'),
    tried: triedIn(row),
  }
}

function priorityOf(rank: number): Priority {
  const priority = priorities[rank]
  if (priority === undefined) throw new TypeError(`outbox.priority is ${rank}.`)
  return priority
}
