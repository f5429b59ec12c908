import type { Channel, Contact, RateLimited, Requested } from '@kerbside/otp'
import { customersByContact } from '../customers/index.ts'
import type { Locale } from '../locales/index.ts'
import { staffByContact } from '../staff/index.ts'
import type { Parts } from '../web/parts.ts'
import { areCodesOff } from './passkeys/queries.ts'

/** What a code is for: a customer's never opens a session of staff, nor the other way round. */
export const purposes = { customer: 'sign-in', staff: 'staff-sign-in' } as const
export type Door = keyof typeof purposes

/** Codes of staff have at least this many digits, for whoever asks. */
const STAFF_LENGTH = 8

export interface Asking {
  readonly door: Door
  readonly channel: Channel
  readonly contact: Contact
  /** The flow that this browser holds already. */
  readonly current: string | undefined
  /** The device tokens that the browser or program holds. */
  readonly devices: readonly string[]
  /** The language of the page: that of a decoy's message, and of a record without one. */
  readonly locale: Locale
  readonly client: string
}

/** Asks the engine for a code. A contact that may not sign in, or not by a code, gets a decoy, by the same statements. */
export async function askForCode({ database, otp }: Parts, asking: Asking): Promise<Requested | RateLimited> {
  const { door, contact, channel, current, devices, locale, client } = asking
  const known = door === 'staff' ? staffByContact : customersByContact
  const [found, codesOff] = await Promise.all([
    known(database.store, contact.canonical),
    door === 'customer' && areCodesOff(database.store, contact.canonical),
  ])
  const [first, another] = codesOff ? [] : [found].flat()
  const requested = await otp.request({
    channel,
    contact,
    purpose: purposes[door],
    recipient: first?.address ?? null,
    // A contact of several customers has no one name.
    name: first && !another ? first.name : null,
    locale: first?.language ?? locale,
    current,
    recognisedBy: devices,
    client,
    ...(door === 'staff' ? { minLength: STAFF_LENGTH } : {}),
  })
  if (requested.success || requested.reason === 'rate_limited') return requested
  throw new TypeError(`A contact that was read before was refused: ${requested.reason}.`)
}
