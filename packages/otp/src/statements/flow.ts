/** Rows of `otp`: read, locked, written and renewed. How they are judged and finished stands beside. */

import type { ParsedToken } from '../codes/tokens.ts'
import type { Step, Trx } from '../store.ts'
import { send } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import type { Reader } from './reading.ts'
import { locking, placeholders, rowOf } from './reading.ts'

/** Every column of `otp`, in the order of the table. */
export const FLOW_COLUMNS = [
  'id',
  'secret_hash',
  'contact',
  'email',
  'phone',
  'otp_type',
  'is_verified',
  'created_at',
  'expires_at',
  'attempts',
  'max_attempts',
  'previous_otp',
  'purpose',
  'channel',
  'locale',
  'recipient',
  'name',
  'decoy',
  'refused',
  'mark',
  'lane',
  'state',
  'seed',
  'key_id',
  'code_mac',
  'code_mac_before',
  'code_length',
  'min_length',
  'expiry_ms',
  'resends',
  'resend_at',
  'pass_tries',
  'pass_made_at',
  'stake',
  'guess_cost',
  'g_stake',
  'g_guess_cost',
  'ends_at',
  'settled',
  'device_id',
  'caller_hash',
] as const satisfies readonly (keyof OtpRow)[]

const FLOW = `SELECT ${FLOW_COLUMNS.join(', ')} FROM otp`
const BY_TOKEN = `${FLOW} WHERE id = $1 AND secret_hash = $2`
const BY_TOKEN_LOCKED = locking(BY_TOKEN)
const BY_ID = `${FLOW} WHERE id = $1`
const BY_CALLER = `${FLOW} WHERE caller_hash = $1 AND contact = $2 AND purpose = $3 ORDER BY id DESC LIMIT 1`

/** The flow of a token. */
export const readFlow = (from: Reader, token: ParsedToken): Step<OtpRow | undefined> =>
  rowOf(from.get(BY_TOKEN, [token.id, token.secretHash]))

/** The flow of a token, locked until the commit: the first lock of every step. */
export const lockFlow = (trx: Trx, token: ParsedToken): Step<OtpRow | undefined> =>
  rowOf(trx.get(BY_TOKEN_LOCKED[trx.dialect], [token.id, token.secretHash]))

/** The flow of an order to the courier. */
export const readFlowById = (from: Reader, id: number): Step<OtpRow | undefined> => rowOf(from.get(BY_ID, [id]))

/** The newest flow that a program opened by contact for one browser. */
export const readFlowOfCaller = (
  from: Reader,
  callerHash: Uint8Array,
  contact: Uint8Array,
  purpose: string,
): Step<OtpRow | undefined> => rowOf(from.get(BY_CALLER, [callerHash, contact, purpose]))

const INSERT_FLOW = `INSERT INTO otp (${FLOW_COLUMNS.join(', ')}) VALUES (${placeholders(FLOW_COLUMNS.length)})`

/** Writes a new row. */
export function insertFlow(trx: Trx, row: OtpRow): void {
  const values = FLOW_COLUMNS.map((column) => row[column])
  send(trx, INSERT_FLOW, values)
}

// Everything that the arrival of a code changes in its row.
const RENEWED = [
  'state',
  'refused',
  'seed',
  'key_id',
  'code_mac',
  'code_mac_before',
  'code_length',
  'mark',
  'expires_at',
  'ends_at',
  'attempts',
  'max_attempts',
  'resends',
  'resend_at',
  'channel',
  'lane',
  'pass_made_at',
  'stake',
  'guess_cost',
  'g_stake',
  'g_guess_cost',
  'previous_otp',
] as const satisfies readonly (keyof OtpRow)[]

const RENEW_FLOW = `UPDATE otp SET ${RENEWED.map((column, index) => `${column} = $${index + 2}`).join(', ')} WHERE id = $1`

/** Writes a new code into a row that `lockFlow` gave. */
export function renewFlow(trx: Trx, row: OtpRow): void {
  const values = RENEWED.map((column) => row[column])
  send(trx, RENEW_FLOW, [row.id, ...values])
}

const DELAY_RESEND = 'UPDATE otp SET resend_at = $2 WHERE id = $1'

/** Notes when the next resend may come, in the database and in the row. */
export function delayResend(trx: Trx, row: OtpRow, at: number): void {
  row.resend_at = at
  send(trx, DELAY_RESEND, [row.id, at])
}

const COUNT_PASS_TRY = 'UPDATE otp SET pass_tries = pass_tries + 1 WHERE id = $1'

/** Counts one typed pass, in the database and in the row, which is locked. */
export function countPassTry(trx: Trx, row: OtpRow): void {
  row.pass_tries += 1
  send(trx, COUNT_PASS_TRY, [row.id])
}
