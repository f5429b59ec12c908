import { readEmail } from './email.ts'
import { readPhone } from './phone.ts'

/** How a code travels. */
export type Channel = 'email' | 'sms' | 'whatsapp'

/** The guide's `otp_type`: what kind of contact a code was asked for. */
export type OtpType = 'email' | 'phone'

/** A contact that can be reached. */
export interface Contact {
  readonly otpType: OtpType
  /** What look-ups, limits and purses go by: a case-folded address with its domain in ASCII, or an E.164 number. */
  readonly canonical: string
  /** As the person typed it, trimmed: what the page shows to the one who typed it. */
  readonly typed: string
}

/** Why something typed is no contact; each reason has a sentence of its own on the form. */
export type ContactFault =
  | 'email_missing'
  | 'email_at'
  | 'email_name'
  | 'email_domain'
  | 'email_too_long'
  | 'phone_missing'
  | 'phone_letters'
  | 'phone_country'
  | 'phone_too_short'
  | 'phone_too_long'
  | 'phone_invalid'
  | 'phone_extension'
  | 'phone_landline'

/** A contact that can be reached, or what is wrong with it. */
export type ContactReading = { success: true; contact: Contact } | { success: false; reason: ContactFault }

/**
 * Reads a contact as people type it.
 * @param channel what the code would travel by: an SMS to a landline is refused here
 * @param defaultRegion ISO 3166 region of numbers without a country code
 */
export function readContact(channel: Channel, typed: string, defaultRegion?: string): ContactReading {
  return channel === 'email' ? readEmail(typed) : readPhone(typed, defaultRegion)
}

/** The canonical form of a row's contact, which holds an address as it was typed. */
export function canonicalOf(row: { email: string | null; phone: string | null }): string {
  if (row.email === null) return row.phone ?? ''
  const read = readEmail(row.email)
  return read.success ? read.contact.canonical : row.email
}

/** The contact with its middle hidden, for everybody but the one who typed it: `j***@e***.com`, `+977 *** 45`. */
export function maskContact(canonical: string): string {
  const at = canonical.lastIndexOf('@')
  if (at < 0) return `${canonical.slice(0, 4)} *** ${canonical.slice(-2)}`
  const domain = canonical.slice(at + 1)
  const dot = domain.lastIndexOf('.')
  const [first = ''] = canonical
  const [host = ''] = domain
  return `${first}***@${host}***${domain.slice(dot)}`
}
