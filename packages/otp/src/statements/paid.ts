/** Rows of `paid_limit`: what strangers' text messages have taken, one number an account. */
import type { Charge } from '../budget/paid-limits.ts'
import type { Step, Trx, Value } from '../store.ts'
import { send } from '../store.ts'
import { placeholders, rowsOf } from './reading.ts'

/** An account, in the numbers of `gcra.ts`. */
export interface PaidAccount {
  readonly subject: string
  readonly tat: number
}

interface Statements {
  readonly take: string
  readonly giveBack: string
  readonly read: string
}

const later = (tat: string, now: string): string => `CASE WHEN ${tat} > ${now} THEN ${tat} ELSE ${now} END`

/** The statements on so many accounts. `$1` now, from `$2` on subject, cost and room of each. */
function statementsOn(accounts: number): Statements {
  const rows = Array.from({ length: accounts }, (_, index) => {
    const at = 3 * index + 2
    return `(CAST($${at} AS text), CAST($${at + 1} AS bigint), CAST($${at + 2} AS bigint))`
  })
  const asked = `WITH asked (subject, cost, room) AS (VALUES ${rows.join(', ')})`
  const now = 'CAST($1 AS bigint)'
  return {
    // All or none: a full account keeps the others from being touched. They are locked by their names, one after another.
    take: `${asked} INSERT INTO paid_limit (subject, tat) SELECT subject, ${now} + cost FROM asked
      WHERE NOT EXISTS (SELECT 1 FROM asked a LEFT JOIN paid_limit p ON p.subject = a.subject
        WHERE ${later('p.tat', now)} + a.cost > ${now} + a.room)
      ORDER BY subject
      ON CONFLICT (subject) DO UPDATE SET tat = ${later('paid_limit.tat', now)} + excluded.tat - ${now}
      RETURNING subject, tat`,
    giveBack: `UPDATE paid_limit SET tat = tat - CASE subject ${Array.from(
      { length: accounts },
      (_, index) => `WHEN $${2 * index + 1} THEN CAST($${2 * index + 2} AS bigint)`,
    ).join(
      ' ',
    )} ELSE 0 END WHERE subject IN (${Array.from({ length: accounts }, (_, index) => `$${2 * index + 1}`).join(', ')})`,
    read: `SELECT subject, tat FROM paid_limit WHERE subject IN (${placeholders(accounts)})`,
  }
}

const WITHOUT_MONEY = statementsOn(2)
const WITH_MONEY = statementsOn(3)
const statementsFor = (charges: readonly Charge[]): Statements => (charges.length === 2 ? WITHOUT_MONEY : WITH_MONEY)

/**
 * Takes what a message costs of all its accounts, or of none when one of them has no room for it: then no row comes back, and
 * none is locked. Two at once may both find room for one: what comes back is the truth, under the locks.
 */
export function takeCharges(trx: Trx, charges: readonly Charge[], now: number): Step<PaidAccount[]> {
  const values: Value[] = charges.flatMap(({ subject, costMs, roomMs }) => [subject, costMs, roomMs])
  return rowsOf(trx.all(statementsFor(charges).take, [now, ...values]))
}

/** Gives back what `takeCharges` took in the same transaction. */
export function giveBackCharges(trx: Trx, charges: readonly Charge[]): void {
  const values: Value[] = charges.flatMap(({ subject, costMs }) => [subject, costMs])
  send(trx, statementsFor(charges).giveBack, values)
}

/** The accounts as they stand. */
export const readPaidAccounts = (trx: Trx, charges: readonly Charge[]): Step<PaidAccount[]> =>
  rowsOf(
    trx.all(
      statementsFor(charges).read,
      charges.map(({ subject }) => subject),
    ),
  )
