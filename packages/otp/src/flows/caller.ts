/**
 * The guide's form, by contact: the calling program keeps no flow token. It gives the same string with `request` and
 * `verify`, one that it holds for this browser alone; a flow is found by that string's hash, and its secret is made from it.
 */

import { hashBytes, SECRET_BYTES } from '../codes/tokens.ts'
import { readFlowOfCaller } from '../statements/flow.ts'
import type { Reader } from '../statements/reading.ts'
import type { Step } from '../store.ts'
import type { OtpRow } from '../tables.ts'

const SHORTEST_CALLER = 16

/** @throws RangeError when the string is too short to be one browser's alone */
export function readCaller(caller: string): string {
  if (caller.length >= SHORTEST_CALLER) return caller
  throw new RangeError(
    `The caller is a string of at least ${SHORTEST_CALLER} characters that is held for this browser alone.`,
  )
}

/** The newest flow that a program opened for one browser, contact and purpose. */
export const newestFlowOf = (
  from: Reader,
  caller: string,
  contact: Uint8Array,
  purpose: string,
): Step<OtpRow | undefined> => readFlowOfCaller(from, hashCaller(caller), contact, purpose)

/** The hash under which a caller's string stands in its flows. */
export const hashCaller = (caller: string): Uint8Array => hashBytes(`kerbside/otp/caller ${caller}`)

/** The secret of a caller's flow: the string makes it again, so that its token need not be kept. */
export const callerSecret = (caller: string, id: number): Uint8Array =>
  hashBytes(`kerbside/otp/flow ${id} ${caller}`).subarray(0, SECRET_BYTES)
