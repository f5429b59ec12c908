import type { Channel, Contact, ContactFault } from '@kerbside/otp'
import { readContact, regionOf } from '@kerbside/otp'
import type { Config } from '../config.ts'

/** Why a code cannot go there; each has a sentence of its own in the catalogues. */
export type Unreachable = ContactFault | 'phone_country_off'

export type ReachableReading =
  | { readonly success: true; readonly contact: Contact }
  | { readonly success: false; readonly reason: Unreachable }

type ReachConfig = Pick<Config, 'defaultRegion' | 'otpSmsCountries' | 'otpLimits'>

/**
 * Reads a contact that a code can be sent to from here. Text messages go to the countries of OTP_SMS_COUNTRIES alone: numbers
 * elsewhere are what those who live on expensive messages ask for.
 */
export function readReachable(config: ReachConfig, channel: Channel, typed: string): ReachableReading {
  const read = readContact(channel, typed, config.defaultRegion)
  if (!read.success || channel === 'email' || config.otpLimits === 'off') return read
  const country = regionOf(read.contact.canonical)
  return country && config.otpSmsCountries.includes(country) ? read : { success: false, reason: 'phone_country_off' }
}
