import type { Channel } from './message.ts'
import { channels } from './message.ts'
import type { Row } from './store.ts'
import type { OutboxState } from './tables.ts'
import { outboxStates } from './tables.ts'

/** An integer column of `outbox`. */
export function integer(row: Row, column: string): number {
  const value = row[column]
  if (typeof value !== 'number') throw new TypeError(`outbox.${column} came as ${typeof value}; integers are numbers.`)
  return value
}

/** An integer column, undefined where it is null. */
export function integerIfAny(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : integer(row, column)
}

/** A text column. */
export function text(row: Row, column: string): string {
  const value = row[column]
  if (typeof value !== 'string') throw new TypeError(`outbox.${column} came as ${typeof value}.`)
  return value
}

/** A text column, undefined where it is null. */
export function textIfAny(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column)
}

export function channelIn(row: Row): Channel {
  return oneOf(channels, row, 'channel')
}

export function stateIn(row: Row): OutboxState {
  return oneOf(outboxStates, row, 'state')
}

/** Names of senders, as column `tried` has them: one after another, with spaces between. */
export function triedIn(row: Row): string[] {
  return textIfAny(row, 'tried')?.split(' ') ?? []
}

/** A column that holds one of these words. */
export function oneOf<Word extends string>(words: readonly Word[], row: Row, column: string): Word {
  const value = text(row, column)
  const word = words.find((known) => known === value)
  if (word === undefined) throw new TypeError(`outbox.${column} holds an unknown word.`)
  return word
}
