/** Rows of `paid_pause`: the newest pause of a country. What holds strangers back is their account in `paid_limit`. */
import type { TextChannel } from '../budget/least-use.ts'
import type { Charge } from '../budget/paid-limits.ts'
import type { Step, Store, Trx } from '../store.ts'
import { answer, send } from '../store.ts'
import { rowsOf } from './reading.ts'

/** Strangers' text messages to one country pause, since too few of them were used. */
export interface TextsPause {
  /** ISO 3166; `ZZ` where several countries share the code and none is certain. */
  readonly country: string
  /** The channel whose codes were not used; both pause. */
  readonly channel: TextChannel
  /** Codes of the hours before, and how many of them were used. */
  readonly sent: number
  readonly used: number
  /** Epoch ms. */
  readonly until: number
}

const COLUMNS = 'country, channel, sent, used, paused_until AS until'

/** All countries that ever paused. They are no more than there are countries. */
export const readPauses = ({ store }: { readonly store: Store }): Step<TextsPause[]> =>
  rowsOf(store.all(`SELECT ${COLUMNS} FROM paid_pause ORDER BY country`))

// One pause at a time: of several processes that judge at once, one begins it.
const BEGIN = `INSERT INTO paid_pause (country, channel, sent, used, paused_at, paused_until)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (country) DO UPDATE SET channel = excluded.channel, sent = excluded.sent, used = excluded.used,
    paused_at = excluded.paused_at, paused_until = excluded.paused_until
  WHERE paid_pause.paused_until <= excluded.paused_at
  RETURNING country`

/** Writes down a pause that begins now; false when the country pauses already. */
export function* beginPause(trx: Trx, pause: TextsPause, now: number): Step<boolean> {
  const { country, channel, sent, used, until } = pause
  const begun = yield* answer(trx.get(BEGIN, [country, channel, sent, used, now, until]))
  return begun !== undefined
}

const EMPTY = `INSERT INTO paid_limit (subject, tat) VALUES ($1, $2)
  ON CONFLICT (subject) DO UPDATE SET
    tat = CASE WHEN paid_limit.tat > excluded.tat THEN paid_limit.tat ELSE excluded.tat END`

/** Empties an account so that its next message is there at an instant, and the others after it one by one. */
export const emptyUntil = (trx: Trx, { subject, costMs, roomMs }: Charge, until: number): void =>
  send(trx, EMPTY, [subject, until + roomMs - costMs])
