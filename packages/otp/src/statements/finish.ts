/** How flows end, and how finished ones are settled: what they had at stake goes back to its purses. */

import type { ParsedToken } from '../codes/tokens.ts'
import type { Step, Trx } from '../store.ts'
import { answer } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import { locking, rowOf, rowsOf } from './reading.ts'

/** What is told of a flow that has ended. */
export type EndedRow = Pick<OtpRow, 'id' | 'contact' | 'channel' | 'purpose'>

// A held flow has nothing at stake: it is settled with its end, and stays out of the index of unsettled flows.
const END = `UPDATE otp SET state = 'ended', settled = CASE WHEN state = 'held' THEN 1 ELSE settled END`
const ENDED = 'RETURNING id, contact, channel, purpose'
const END_FLOW = `${END} WHERE id = $1 AND secret_hash = $2 AND state IN ('open', 'held') ${ENDED}`
const OPEN = `contact = $1 AND settled = 0 AND state = 'open'`
const END_FLOWS = {
  sqlite: `${END} WHERE ${OPEN} ${ENDED}`,
  // Whoever locks several flows does so in one order.
  postgres: `${END} WHERE id = ANY (ARRAY(SELECT id FROM otp WHERE ${OPEN} ORDER BY id FOR UPDATE)) ${ENDED}`,
}

/** Ends a flow by its token; undefined when it has ended before. */
export const endFlow = (trx: Trx, token: ParsedToken): Step<EndedRow | undefined> =>
  rowOf(trx.get(END_FLOW, [token.id, token.secretHash]))

/** Ends the open flows of a contact. */
export const endFlowsOf = (trx: Trx, contact: Uint8Array): Step<EndedRow[]> =>
  rowsOf(trx.all(END_FLOWS[trx.dialect], [contact]))

/** So many of a contact's finished flows are settled by one call. */
export const SETTLED_AT_ONCE = 64

// Ended flows settle at once. An open one waits a minute after its end, since its last guess may be in the air.
const FINISHED = `contact = $1 AND settled = 0 AND state <> 'held' AND (state <> 'open' OR ends_at <= $2)`
// Codes are needed until the row is settled; afterwards not even their fingerprints stay.
const SETTLE = `UPDATE otp SET settled = 1, seed = NULL, code_mac = NULL, code_mac_before = NULL WHERE id`
const SETTLED = 'RETURNING attempts, state, lane, stake, guess_cost, g_stake, g_guess_cost'
const SOME = `SELECT id FROM otp WHERE ${FINISHED} ORDER BY id LIMIT ${SETTLED_AT_ONCE}`
const SETTLE_FLOWS = {
  sqlite: `${SETTLE} IN (${SOME}) ${SETTLED}`,
  // An array is read once; behind IN the locking SELECT may be planned to run for every row.
  postgres: `${SETTLE} = ANY (ARRAY(${SOME} FOR UPDATE SKIP LOCKED)) ${SETTLED}`,
}
/** What a settled flow had at stake, and how it ended. */
export type SettledRow = Pick<
  OtpRow,
  'attempts' | 'state' | 'lane' | 'stake' | 'guess_cost' | 'g_stake' | 'g_guess_cost'
>

/** Marks a contact's finished flows as settled. Those that somebody else has locked are left to the next call. */
export const settleFlows = (trx: Trx, contact: Uint8Array, endedBefore: number): Step<SettledRow[]> =>
  rowsOf(trx.all(SETTLE_FLOWS[trx.dialect], [contact, endedBefore]))

// By no index: a contact is seldom erased, and the table holds what was asked for within a day.
const FLOWS_OF = 'SELECT id FROM otp WHERE contact = $1 ORDER BY id'
const FLOWS_OF_LOCKED = locking(FLOWS_OF)

/** Locks all flows of a contact. Flows come before everything else: who holds one may be waiting for the contact's budget. */
export const lockFlowsOf = (trx: Trx, contact: Uint8Array): Step<unknown> =>
  answer(trx.all(FLOWS_OF_LOCKED[trx.dialect], [contact]))

const GONE = `contact = $1 AND (settled = 1 OR state = 'held')`
const DELETE_FLOWS = {
  sqlite: `DELETE FROM otp WHERE ${GONE}`,
  // What somebody holds now was asked for after the others were locked, and stays.
  postgres: `DELETE FROM otp WHERE id = ANY (ARRAY(SELECT id FROM otp WHERE ${GONE} FOR UPDATE SKIP LOCKED))`,
}

/** Deletes the flows of a contact that have nothing at stake. */
export const deleteFlowsOf = (trx: Trx, contact: Uint8Array): Step<number> =>
  answer(trx.run(DELETE_FLOWS[trx.dialect], [contact]))
