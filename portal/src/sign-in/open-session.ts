import type { NotVerified, RememberedDevice, Reply, Step, Trx, Verified } from '@kerbside/otp'
import { answer, OTP_KIND, take } from '@kerbside/otp'
import { contactActor, tell } from '../audit/index.ts'
import { confirmByCode } from '../customers/index.ts'
import type { Parts } from '../web/parts.ts'
import type { Door } from './ask-for-code.ts'
import { purposes } from './ask-for-code.ts'
import { announceDevice } from './new-device.ts'
import type { SessionBefore } from './session-before.ts'
import { replaceSession } from './session-before.ts'
import type { OpenedSession, SignInFrom } from './sessions.ts'
import { drawSession, insertSession } from './sessions.ts'

export interface Guess {
  readonly door: Door
  readonly flow: string
  readonly code: string
  /** A browser's session, or a program's. */
  readonly bearer: 'browser' | 'program'
  readonly from: SignInFrom
  /** The session whose place the new one takes. */
  readonly before?: SessionBefore | undefined
}

export interface SignedIn {
  readonly success: true
  readonly session: OpenedSession
  /** The token by which this device is known from now on. */
  readonly device: string
  /** The canonical contact that was proven. */
  readonly contact: string
}

/** Judges a code; a right one opens a session, and makes the device known, in the commit that uses it up. */
export async function openSession(parts: Parts, guess: Guess): Promise<SignedIn | NotVerified> {
  const { door, flow, code } = guess
  const result = await parts.otp.verify(
    { flow, code, purpose: purposes[door] },
    { inSameCommit: (trx, verified) => take(commitSignIn(parts, trx, guess, verified)) },
  )
  if (!result.success) return result
  // The right was withdrawn while the code was on its way: what a stranger would be told.
  if (!result.committed) return goneMeanwhile
  void parts.courier.confirmUse({ kind: OTP_KIND, reference: result.reference }) // nobody waits for a provider's statistics
  const { opened: session, device } = result.committed
  return { success: true, session, device: device.token, contact: result.contact }
}

interface Committed {
  readonly opened: OpenedSession
  readonly device: RememberedDevice
}

/**
 * The session is drawn here, and anew when the engine runs this again because an id was taken.
 * @returns undefined when the contact may not sign in any more
 */
function* commitSignIn(
  parts: Parts,
  trx: Trx,
  { door, bearer, from, before }: Guess,
  verified: Verified,
): Step<Committed | undefined> {
  const { opened, secretHash } = drawSession(parts.clock.now())
  const device = yield* answer(parts.otp.remember(trx, verified, from.userAgent))
  const kind = door === 'staff' ? 'staff' : bearer === 'program' ? 'api' : 'customer'
  const { contact, channel } = verified
  const session = { ...from, kind, contact, method: 'otp', channel, deviceId: device.id } as const
  const written = yield* answer(insertSession(trx, opened, secretHash, session, parts.clock.now()))
  if (written === 0) return undefined
  yield* replaceSession(trx, before, opened.id, parts.clock.now())
  // Sent together with the event, so that it costs no round trip of its own.
  const arrival = confirmByCode(trx, contact, parts.clock.now())
  yield* tellOfSignIn(parts, trx, { door, bearer, from }, verified)
  yield* tellOfArrival(parts, trx, { bearer, from }, { contact, arrival })
  if (device.isAnother) yield* announceDevice(parts, trx, verified, device.id)
  return { opened, device }
}

const STAFF = 'SELECT id FROM staff WHERE contact = $1'

function* tellOfSignIn(
  parts: Parts,
  trx: Trx,
  { door, bearer, from }: Pick<Guess, 'door' | 'bearer' | 'from'>,
  { contact, channel, failures }: Verified,
): Step<void> {
  const staff = door === 'staff' ? yield* answer(trx.get(STAFF, [contact])) : undefined
  const visit = { clientAddress: from.clientAddress ?? '', requestId: from.requestId }
  const person = contactActor(parts, visit, contact, bearer === 'program' ? 'program' : 'customer')
  const by = staff ? ({ ...person, kind: 'staff', id: String(staff['id']) } as const) : person
  const name = failures > 0 ? 'authn_login_successafterfail' : 'authn_login_success'
  yield* answer(tell(trx, { by, clock: parts.clock }, name, null, { channel, failures }))
}

/** The code has arrived: if mail came back from this contact, it does so no more, and that is told. */
function* tellOfArrival(
  parts: Parts,
  trx: Trx,
  { bearer, from }: Pick<Guess, 'bearer' | 'from'>,
  { contact, arrival }: Pick<Verified, 'contact'> & { readonly arrival: Reply<number> },
): Step<void> {
  if ((yield* answer(arrival)) === 0) return
  const visit = { clientAddress: from.clientAddress ?? '', requestId: from.requestId }
  const by = contactActor(parts, visit, contact, bearer === 'program' ? 'program' : 'customer')
  const subject = `contact ${parts.pseudonym(contact)}`
  yield* answer(tell(trx, { by, clock: parts.clock }, 'contact_confirmed', subject, { told: 'code' }))
}

const goneMeanwhile: NotVerified = {
  success: false,
  reason: 'expired',
  message: 'The code has expired. Ask for a new one.',
  attemptsLeft: null,
  codeLength: null,
  mark: null,
}
