/** Rows of `device`: browsers that have signed in before. */

import type { ParsedToken } from '../codes/tokens.ts'
import type { Step, Trx } from '../store.ts'
import { send } from '../store.ts'
import type { DeviceRow } from '../tables.ts'
import { locking, rowOf } from './reading.ts'

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
