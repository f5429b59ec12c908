import type { Contact, OtpEngine, Standing } from '@kerbside/otp'
import { regionOf } from '@kerbside/otp'
import type { ContactOnRecord } from '../../customers/index.ts'
import { contactOnRecord } from '../../customers/index.ts'
import { areCodesOff } from '../../sign-in/index.ts'
import { staffByContact } from '../../staff/index.ts'
import type { Parts } from '../../web/parts.ts'

/** What decides, at this moment, whether a code goes to a contact. */
export interface Facts {
  readonly contact: Contact
  readonly owners: readonly ContactOnRecord[]
  /** Whether it is that of one of the staff. */
  readonly isStaff: boolean
  /** The addresses to which its messages go. */
  readonly addresses: readonly string[]
  /** Its owner signs in by a passkey alone. */
  readonly codesOff: boolean
  readonly standing: Standing
  /** Until when strangers' text messages to its country pause; null where they do not. */
  readonly pausedUntil: number | null
  /** How many devices are known to be its owner's. */
  readonly devices: number
}

export async function factsOf({ db, database, otp }: Parts, contact: Contact): Promise<Facts> {
  const { canonical, typed } = contact
  const [owners, colleague, codesOff, standing, pausedUntil, devices] = await Promise.all([
    contactOnRecord(db, canonical),
    staffByContact(database.store, canonical),
    areCodesOff(database.store, canonical),
    otp.standing(contact),
    pauseOf(otp, contact),
    otp.devices(canonical),
  ])
  const onRecord = [...owners, ...(colleague ? [colleague] : [])].map(({ address }) => address)
  return {
    contact,
    owners,
    isStaff: colleague !== undefined,
    addresses: [...new Set([canonical, typed, ...onRecord])],
    codesOff,
    standing,
    pausedUntil,
    devices: devices.length,
  }
}

async function pauseOf(otp: OtpEngine, { otpType, canonical }: Contact): Promise<number | null> {
  if (otpType !== 'phone') return null
  const country = regionOf(canonical) ?? 'ZZ'
  const pauses = await otp.pausedTexts()
  return pauses.find((pause) => pause.country === country)?.until ?? null
}

/** Whether a code that is asked for now would be sent: at one of the two doors. */
export const maySignIn = ({ owners, isStaff }: Facts): boolean =>
  isStaff || owners.some(({ active, may_sign_in }) => active === 1 && may_sign_in === 1)
