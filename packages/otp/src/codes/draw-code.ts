import type { OtpRow } from '../tables.ts'
import { codeMac, deriveCode, MAC_BYTES } from './derive-code.ts'
import type { Key } from './keys.ts'
import { drawMark } from './marks.ts'
import { randomBytes } from './random.ts'

const SEED_BYTES = 32

/** What a row holds of a new code: never the code. */
export interface FreshCode {
  readonly seed: Uint8Array
  readonly keyId: number
  readonly mac: Uint8Array
  readonly mark: string
}

/**
 * Draws a new code for a flow.
 * @param flow its mark is that of its message before, or null
 */
export function drawCode(key: Key, flow: Pick<OtpRow, 'id' | 'decoy' | 'refused' | 'mark'>, length: number): FreshCode {
  const seed = randomBytes(SEED_BYTES)
  const mac = codeMac(key, flow.id, deriveCode(key, flow.id, seed, length))
  // Made for every flow, so that one without a fitting code takes as long.
  const none = randomBytes(MAC_BYTES)
  return { seed, keyId: key.id, mac: isSilent(flow) ? none : mac, mark: drawMark(flow.mark) }
}

/** Whether no message goes and no code fits: to a contact that may not sign in, or while the owner refuses strangers. */
export const isSilent = (flow: Pick<OtpRow, 'decoy' | 'refused'>): boolean => flow.decoy === 1 || flow.refused === 1
