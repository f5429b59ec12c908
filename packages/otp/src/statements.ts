/**
 * The engine's statements. They are texts, not built queries: a dozen of them, the same on both databases, prepared once by
 * their text, so that an adopter needs no query builder and no hot path compiles anything.
 */
import type { KeyRing } from './keys.ts'
import type { Row, Step, Trx } from './store.ts'
import { answer, send } from './store.ts'
import type { ContactBudgetRow, DeviceRow, GlobalBudgetRow, OtpRow } from './tables.ts'

const forUpdate = (trx: Trx): string => (trx.dialect === 'postgres' ? ' FOR UPDATE' : '')

// The one place where a row of the database takes the shape that its statement asked for.
const as = <T>(row: Row | undefined): T | undefined => row as T | undefined
const allAs = <T>(rows: Row[]): T[] => rows as T[]

const FLOW = 'SELECT * FROM otp WHERE id = $1 AND secret_hash = $2'

/** The flow of a token, locked until the commit. */
export function* lockFlow(trx: Trx, id: number, secretHash: Uint8Array): Step<OtpRow | undefined> {
  return as<OtpRow>(yield* answer(trx.get(FLOW + forUpdate(trx), [id, secretHash])))
}

export const READ_FLOW = FLOW
export const READ_BY_ID = 'SELECT * FROM otp WHERE id = $1'
export const READ_BY_CALLER = `SELECT * FROM otp WHERE caller_hash = $1 AND contact = $2 AND purpose = $3 ORDER BY id DESC LIMIT 1`

export const INSERT_SALT = 'INSERT INTO otp_installation (id, salt) VALUES (1, $1) ON CONFLICT (id) DO NOTHING'
export const READ_SALT = 'SELECT salt FROM otp_installation WHERE id = 1'

const BUDGET_COLUMNS =
  'contact, lane_tat, s_clear, s_staked, k_clear, k_staked, pass_made_at, pass_before, pass_until, pass_uses, refuse_until, newest_otp'
const BUDGET = `SELECT ${BUDGET_COLUMNS} FROM contact_budget WHERE contact = $1`
const NEW_BUDGET = `INSERT INTO contact_budget (contact, lane_tat, s_clear, s_staked, k_clear, k_staked)
  VALUES ($1, 0, 0, 0, 0, 0) ON CONFLICT (contact) DO NOTHING`

/** A contact's budget without a lock: a hint that spares the lock where the lane is empty. */
export function* readBudget(trx: Trx, contact: Uint8Array): Step<ContactBudgetRow | undefined> {
  return as<ContactBudgetRow>(yield* answer(trx.get(BUDGET, [contact])))
}

/** A contact's budget, locked; a fresh one when the contact is not seen yet. */
export function* lockBudget(trx: Trx, contact: Uint8Array): Step<ContactBudgetRow> {
  const locked = BUDGET + forUpdate(trx)
  const known = as<ContactBudgetRow>(yield* answer(trx.get(locked, [contact])))
  if (known) return known
  if (trx.dialect === 'postgres') {
    // Whoever comes second waits here for the first one's row.
    send(trx, NEW_BUDGET, [contact])
    const made = as<ContactBudgetRow>(yield* answer(trx.get(locked, [contact])))
    if (made) return made
  }
  return { ...EMPTY_BUDGET, contact }
}

const EMPTY_BUDGET = {
  lane_tat: 0,
  s_clear: 0,
  s_staked: 0,
  k_clear: 0,
  k_staked: 0,
  pass_made_at: null,
  pass_before: null,
  pass_until: 0,
  pass_uses: 0,
  refuse_until: 0,
  newest_otp: null,
}

const SAVE_BUDGET = `INSERT INTO contact_budget (${BUDGET_COLUMNS})
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
  ON CONFLICT (contact) DO UPDATE SET lane_tat = excluded.lane_tat,
    s_clear = excluded.s_clear, s_staked = excluded.s_staked, k_clear = excluded.k_clear, k_staked = excluded.k_staked,
    pass_made_at = excluded.pass_made_at, pass_before = excluded.pass_before, pass_until = excluded.pass_until,
    pass_uses = excluded.pass_uses, refuse_until = excluded.refuse_until, newest_otp = excluded.newest_otp`

/** Writes a budget that `lockBudget` gave. */
export function saveBudget(trx: Trx, b: ContactBudgetRow): void {
  send(trx, SAVE_BUDGET, [
    b.contact,
    b.lane_tat,
    b.s_clear,
    b.s_staked,
    b.k_clear,
    b.k_staked,
    b.pass_made_at,
    b.pass_before,
    b.pass_until,
    b.pass_uses,
    b.refuse_until,
    b.newest_otp,
  ])
}

const SHARD = 'SELECT shard, clear, staked, live FROM global_budget WHERE shard = $1'
const SAVE_SHARD = `INSERT INTO global_budget (shard, clear, staked, live) VALUES ($1, $2, $3, $4)
  ON CONFLICT (shard) DO UPDATE SET clear = excluded.clear, staked = excluded.staked, live = excluded.live`
const NEW_SHARD =
  'INSERT INTO global_budget (shard, clear, staked, live) VALUES ($1, 0, 0, 0) ON CONFLICT (shard) DO NOTHING'

/** A shard of the purse over all contacts, locked: the last lock of every step. */
export function* lockShard(trx: Trx, shard: number): Step<GlobalBudgetRow> {
  const locked = SHARD + forUpdate(trx)
  const known = as<GlobalBudgetRow>(yield* answer(trx.get(locked, [shard])))
  if (known) return known
  if (trx.dialect === 'postgres') {
    send(trx, NEW_SHARD, [shard])
    const made = as<GlobalBudgetRow>(yield* answer(trx.get(locked, [shard])))
    if (made) return made
  }
  return { shard, clear: 0, staked: 0, live: 0 }
}

export function saveShard(trx: Trx, row: GlobalBudgetRow): void {
  send(trx, SAVE_SHARD, [row.shard, row.clear, row.staked, row.live])
}

const DEVICE = 'SELECT * FROM device WHERE id = $1 AND secret_hash = $2 AND contact = $3 AND expires_at > $4'

/** The device of a token, locked, when it belongs to this contact and still holds. */
export function* lockDevice(
  trx: Trx,
  id: number,
  secretHash: Uint8Array,
  contact: Uint8Array,
  now: number,
): Step<DeviceRow | undefined> {
  return as<DeviceRow>(yield* answer(trx.get(DEVICE + forUpdate(trx), [id, secretHash, contact, now])))
}

const DEVICE_BY_ID = 'SELECT * FROM device WHERE id = $1 AND expires_at > $2'

/** The device that a flow was recognised by, locked, while it holds. */
export function* lockDeviceById(trx: Trx, id: number, now: number): Step<DeviceRow | undefined> {
  return as<DeviceRow>(yield* answer(trx.get(DEVICE_BY_ID + forUpdate(trx), [id, now])))
}

export const SAVE_DEVICE_LANE = 'UPDATE device SET lane_tat = $2 WHERE id = $1'

/**
 * Takes one unit of a rate in one statement; no row comes back when none is left. `$2` now, `$3` gap, `$4` burst × gap,
 * `$5` now + gap: what a subject not seen yet begins with.
 */
export const TAKE_RATE = `INSERT INTO rate_limit (subject, tat) VALUES ($1, $5)
  ON CONFLICT (subject) DO UPDATE SET tat = CASE WHEN rate_limit.tat > $2 THEN rate_limit.tat ELSE $2 END + $3
  WHERE CASE WHEN rate_limit.tat > $2 THEN rate_limit.tat ELSE $2 END + $3 <= $2 + $4
  RETURNING tat`
export const READ_RATE = 'SELECT tat FROM rate_limit WHERE subject = $1'

export const INSERT_FLOW = `INSERT INTO otp (id, secret_hash, contact, email, phone, otp_type, created_at, expires_at, max_attempts,
    previous_otp, purpose, channel, locale, recipient, name, decoy, mark, lane, state, seed, key_id, code_mac, code_length,
    min_length, expiry_ms, resend_at, pass_made_at, stake, guess_cost, g_stake, g_guess_cost, ends_at, device_id, caller_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
    $26, $27, $28, $29, $30, $31, $32, $33, $34)`

/** Brings a new code to a flow, held or open: everything that a code's arrival changes. */
export const RENEW_CODE = `UPDATE otp SET state = 'open', seed = $2, key_id = $3, code_mac = $4, code_mac_before = $5, mark = $6,
    expires_at = $7, ends_at = $8, attempts = $9, resends = $10, resend_at = $11, channel = $12, lane = $13, code_length = $14,
    pass_made_at = $15, stake = $16, guess_cost = $17, g_stake = $18, g_guess_cost = $19, previous_otp = $20
  WHERE id = $1 AND state = $21 AND settled = 0`

export const END_FLOW = `UPDATE otp SET state = 'ended' WHERE id = $1 AND state IN ('open', 'held')`
export const END_FLOWS = `UPDATE otp SET state = 'ended' WHERE contact = $1 AND settled = 0 AND state = 'open'`
export const COUNT_PASS_TRY = 'UPDATE otp SET pass_tries = pass_tries + 1 WHERE id = $1'
export const DELAY_RESEND = 'UPDATE otp SET resend_at = $2 WHERE id = $1'

/**
 * Counts a guess and judges it, in one conditional UPDATE: however many come at once, through however many processes, each
 * is counted before it is judged, and one alone can be right. `$1` id, `$2` secret hash, `$3` now, `$4` length, `$5` purpose,
 * from `$6` the guess's fingerprint under each key.
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
    RETURNING id, state, attempts, max_attempts, email, phone, otp_type, contact, channel, purpose, lane, device_id, code_length, mark`
}

// Codes are needed until the row is settled; afterwards not even their fingerprints stay.
const SETTLE = (
  lock: string,
): string => `UPDATE otp SET settled = 1, seed = NULL, code_mac = NULL, code_mac_before = NULL
  WHERE id IN (SELECT id FROM otp WHERE contact = $1 AND settled = 0 AND state <> 'held' AND (state <> 'open' OR ends_at <= $2)
    ORDER BY id LIMIT 64${lock})
  RETURNING attempts, state, lane, stake, guess_cost, g_stake, g_guess_cost`
const SETTLE_SQLITE = SETTLE('')
const SETTLE_POSTGRES = SETTLE(' FOR UPDATE SKIP LOCKED')

export type SettledRow = Pick<
  OtpRow,
  'attempts' | 'state' | 'lane' | 'stake' | 'guess_cost' | 'g_stake' | 'g_guess_cost'
>

/** Marks a contact's finished flows as settled, at most 64, and gives what they had at stake. */
export function* settleRows(trx: Trx, contact: Uint8Array, endedBefore: number): Step<SettledRow[]> {
  const sql = trx.dialect === 'postgres' ? SETTLE_POSTGRES : SETTLE_SQLITE
  return allAs<SettledRow>(yield* answer(trx.all(sql, [contact, endedBefore])))
}

/** A row that a plain read of `otp` gave. */
export const asFlow = (row: Row | undefined): OtpRow | undefined => as<OtpRow>(row)
