import type { NotVerified } from '@kerbside/otp'
import type { Parts } from '../web/parts.ts'
import type { Door } from './ask-for-code.ts'
import { purposes } from './ask-for-code.ts'
import type { OpenedSession, SignInFrom } from './sessions.ts'
import { drawSession, insertSession } from './sessions.ts'

export interface Guess {
  readonly door: Door
  readonly flow: string
  readonly code: string
  /** A browser's session, or a program's. */
  readonly bearer: 'browser' | 'program'
  readonly from: SignInFrom
}

export interface SignedIn {
  readonly success: true
  readonly session: OpenedSession
  /** The canonical contact that was proven. */
  readonly contact: string
}

/** Judges a code; a right one opens a session in the commit that uses it up. */
export async function openSession(
  { otp, clock }: Parts,
  { door, flow, code, bearer, from }: Guess,
): Promise<SignedIn | NotVerified> {
  const now = clock.now()
  const { opened, secretHash } = drawSession(now)
  const kind = door === 'staff' ? 'staff' : bearer === 'program' ? 'api' : 'customer'
  const result = await otp.verify(
    { flow, code, purpose: purposes[door] },
    {
      inSameCommit: (trx, { contact, channel, deviceId }) =>
        insertSession(trx, opened, secretHash, { ...from, kind, contact, channel, deviceId }, now),
    },
  )
  if (!result.success) return result
  // The right was withdrawn while the code was on its way: what a stranger would be told.
  return result.committed === 0 ? goneMeanwhile : { success: true, session: opened, contact: result.contact }
}

const goneMeanwhile: NotVerified = {
  success: false,
  reason: 'expired',
  message: 'The code has expired. Ask for a new one.',
  attemptsLeft: null,
  codeLength: null,
  mark: null,
}
