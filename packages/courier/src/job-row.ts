import type { Channel, Job, Priority } from './message.ts'
import { channels, priorities } from './message.ts'
import type { Row } from './store.ts'

/** Reads what the claiming statement returns. */
export function jobOfRow(row: Row): Job {
  return {
    id: integer(row, 'id'),
    kind: text(row, 'kind'),
    reference: text(row, 'reference'),
    channel: channelOf(text(row, 'channel')),
    address: text(row, 'address'),
    locale: text(row, 'locale'),
    priority: priorityOf(integer(row, 'priority')),
    silent: integer(row, 'silent') === 1,
    notAfter: integer(row, 'not_after'),
    createdAt: integer(row, 'created_at'),
    attempt: integer(row, 'attempts'),
  }
}

function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`outbox.${column} came as ${typeof value}; integers are numbers.`)
  return value
}

function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`outbox.${column} came as ${typeof value}.`)
  return value
}

function channelOf(word: string): Channel {
  const channel = channels.find((known) => known === word)
  if (channel === undefined) throw new TypeError('outbox.channel holds an unknown channel.')
  return channel
}

function priorityOf(rank: number): Priority {
  const priority = priorities[rank]
  if (priority === undefined) throw new TypeError(`outbox.priority is ${rank}.`)
  return priority
}
