import type { KeyRing } from '../codes/keys.ts'
import type { Step, Trx, Value } from '../store.ts'
import type { OtpRow } from '../tables.ts'
import { rowOf } from './reading.ts'

/** What is known of a flow once a guess has been counted in it. */
const JUDGED = [
  'id',
  'state',
  'attempts',
  'max_attempts',
  'email',
  'phone',
  'otp_type',
  'contact',
  'channel',
  'purpose',
  'lane',
  'device_id',
  'code_length',
  'mark',
] as const satisfies readonly (keyof OtpRow)[]

/** A flow in which a guess has just been counted. */
export type JudgedRow = Pick<OtpRow, (typeof JUDGED)[number]>

/**
 * The statement that counts a guess and judges it, in one conditional UPDATE: however many come at once, through however many
 * processes, each is counted before it is judged, and one alone can be right. `$1` id, `$2` secret hash, `$3` now,
 * `$4` length, `$5` purpose, from `$6` the guess's fingerprint under each key.
 */
export function judgeStatement(keys: KeyRing): string {
  const macs = keys.all.map((_, index) => `$${index + 6}`).join(', ')
  // The code before the present one is not counted, unless it equals it.
  return `UPDATE otp SET attempts = attempts + 1,
      state = CASE WHEN code_mac IN (${macs}) THEN 'used' ELSE state END,
      is_verified = CASE WHEN code_mac IN (${macs}) THEN 1 ELSE is_verified END
    WHERE id = $1 AND secret_hash = $2 AND state = 'open' AND settled = 0 AND attempts < max_attempts
      AND expires_at > $3 AND code_length = $4 AND purpose = $5
      AND (code_mac_before IS NULL OR code_mac_before NOT IN (${macs}) OR code_mac IN (${macs}))
    RETURNING ${JUDGED.join(', ')}`
}

/** Counts and judges; no row comes back when the guess was none that counts. */
export const judge = (trx: Trx, statement: string, values: readonly Value[]): Step<JudgedRow | undefined> =>
  rowOf(trx.get(statement, values))
