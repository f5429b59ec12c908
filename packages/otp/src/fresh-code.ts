import { codeMac, deriveCode } from './codes.ts'
import type { Key } from './keys.ts'
import { drawMark } from './marks.ts'
import { randomBytes } from './random.ts'

const SEED_BYTES = 32
const MAC_BYTES = 16

/** What a row holds of a new code: never the code. */
export interface FreshCode {
  seed: Uint8Array
  keyId: number
  mac: Uint8Array
  mark: string
}

/**
 * Draws a new code for a flow.
 * @param decoy a code that no guess fits: its fingerprint is random
 * @param markBefore the mark that the flow's last message had
 */
export function drawCode(key: Key, id: number, length: number, decoy: boolean, markBefore: string | null): FreshCode {
  const seed = randomBytes(SEED_BYTES)
  // A decoy costs the same: the fingerprint is made, and then not used.
  const mac = codeMac(key, id, deriveCode(key, id, seed, length))
  return { seed, keyId: key.id, mac: decoy ? randomBytes(MAC_BYTES) : mac, mark: drawMark(markBefore) }
}
