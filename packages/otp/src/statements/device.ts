/** Rows of `device`: browsers that have signed in before. */

import type { ParsedToken } from '../codes/tokens.ts'
import type { Reply, Row, Step, Trx, Value } from '../store.ts'
import { answer, send } from '../store.ts'
import type { DeviceRow } from '../tables.ts'
import { locking, rowOf, rowsOf } from './reading.ts'

/** What the engine needs of a device. */
export type DeviceLane = Pick<DeviceRow, 'id' | 'lane_tat'>

const OF_CONTACT = locking(
  'SELECT id, lane_tat FROM device WHERE id = $1 AND secret_hash = $2 AND contact = $3 AND expires_at > $4',
)

/** The device of a token, locked, when it belongs to this contact and still holds. */
export const lockDevice = (
  trx: Trx,
  token: ParsedToken,
  contact: Uint8Array,
  now: number,
): Step<DeviceLane | undefined> => rowOf(trx.get(OF_CONTACT[trx.dialect], [token.id, token.secretHash, contact, now]))

const BY_ID = locking('SELECT id, lane_tat FROM device WHERE id = $1 AND expires_at > $2')

/** The device that a flow was recognised by, locked, while it holds. */
export const lockDeviceById = (trx: Trx, id: number, now: number): Step<DeviceLane | undefined> =>
  rowOf(trx.get(BY_ID[trx.dialect], [id, now]))

const SAVE_LANE = 'UPDATE device SET lane_tat = $2 WHERE id = $1'

/** Writes the lane of a device that is locked. */
export function saveDeviceLane(trx: Trx, id: number, tat: number): void {
  send(trx, SAVE_LANE, [id, tat])
}

const ANY = 'SELECT 1 AS found FROM device WHERE contact = $1 LIMIT 1'

/** Whether the contact is known on some device, even one whose time is over. */
export function* hasDevice(trx: Trx, contact: Uint8Array): Step<boolean> {
  return (yield* answer(trx.get(ANY, [contact]))) !== undefined
}

const INSERT = `INSERT INTO device (id, secret_hash, contact, lane_tat, label, created_at, last_used_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

/** Writes a new device. */
export function insertDevice(trx: Trx, row: DeviceRow): void {
  const { id, secret_hash, contact, lane_tat, label, created_at, last_used_at, expires_at } = row
  send(trx, INSERT, [id, secret_hash, contact, lane_tat, label, created_at, last_used_at, expires_at])
}

const RENEW = 'UPDATE device SET secret_hash = $2, last_used_at = $3, expires_at = $4 WHERE id = $1'

/** Begins the time of a device anew, under a new secret; false when it was forgotten meanwhile. */
export function* renewDevice(
  trx: Trx,
  id: number,
  secretHash: Uint8Array,
  now: number,
  expiresAt: number,
): Step<boolean> {
  return (yield* answer(trx.run(RENEW, [id, secretHash, now, expiresAt]))) > 0
}

/** Reads all rows of committed data. */
interface ListReader {
  all(sql: string, values?: readonly Value[]): Reply<Row[]>
}

const LIST = `SELECT id, label, created_at, last_used_at FROM device WHERE contact = $1 AND expires_at > $2
  ORDER BY last_used_at DESC LIMIT 100`

/** The devices of a contact that still hold, the last used first. */
export const readDevices = (
  reader: ListReader,
  contact: Uint8Array,
  now: number,
): Step<Pick<DeviceRow, 'id' | 'label' | 'created_at' | 'last_used_at'>[]> => rowsOf(reader.all(LIST, [contact, now]))

const DELETE = 'DELETE FROM device WHERE id = $1 AND contact = $2'

/** Deletes a device of this contact; false when it is none of its. */
export function* deleteDevice(trx: Trx, id: number, contact: Uint8Array): Step<boolean> {
  return (yield* answer(trx.run(DELETE, [id, contact]))) > 0
}

const DELETE_ALL = 'DELETE FROM device WHERE contact = $1'

/** Deletes all devices of a contact, and says how many. */
export const deleteDevices = (trx: Trx, contact: Uint8Array): Step<number> => answer(trx.run(DELETE_ALL, [contact]))
