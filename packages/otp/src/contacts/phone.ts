import type { CountryCode } from 'libphonenumber-js/max'
import {
  isSupportedCountry,
  ParseError,
  parsePhoneNumberWithError,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max'
import { foldDigits } from '../codes/typed-digits.ts'
import type { ContactFault, ContactReading } from './contact.ts'

const refused = (reason: ContactFault): ContactReading => ({ success: false, reason })

// Whoever answers one of these reads no text message there.
const UNREACHABLE = new Set(['FIXED_LINE', 'PAGER', 'VOICEMAIL', 'UAN'])
// The caller pays the owner: never a number to send codes to.
const COSTLY = new Set(['PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE'])
const INVISIBLE = /\p{Cf}/gu
const LONGEST_TYPED = 40

const FAULTS: Record<string, ContactFault> = {
  NOT_A_NUMBER: 'phone_letters',
  INVALID_COUNTRY: 'phone_country',
  TOO_SHORT: 'phone_too_short',
  TOO_LONG: 'phone_too_long',
  INVALID_LENGTH: 'phone_invalid',
}

/**
 * Reads a phone number that can receive text messages; the canonical form is E.164.
 * @param defaultRegion ISO 3166 region of numbers without a country code; without it such a number is refused
 */
export function readPhone(typed: string, defaultRegion?: string): ContactReading {
  const text = foldDigits(typed.replace(INVISIBLE, '')).trim()
  if (text === '') return refused('phone_missing')
  if (text.length > LONGEST_TYPED) return refused('phone_too_long')
  if (/[^\d\s+().,/\p{Pd}＋]/u.test(text))
    return refused(/(?:ext|x|#|;)/i.test(text) ? 'phone_extension' : 'phone_letters')
  try {
    const number = parsePhoneNumberWithError(text, regionOption(defaultRegion))
    if (number.ext) return refused('phone_extension')
    const fault = validatePhoneNumberLength(number.number)
    if (fault) return refused(FAULTS[fault] ?? 'phone_invalid')
    if (!number.isValid()) return refused('phone_invalid')
    const type = number.getType() ?? ''
    if (UNREACHABLE.has(type)) return refused('phone_landline')
    if (COSTLY.has(type)) return refused('phone_invalid')
    return { success: true, contact: { otpType: 'phone', canonical: number.number, typed: text } }
  } catch (error) {
    if (error instanceof ParseError) return refused(FAULTS[error.message] ?? 'phone_invalid')
    throw error
  }
}

/** The ISO 3166 region of an E.164 number; undefined where several share the code and none is certain. */
export function regionOf(canonical: string): string | undefined {
  return parsePhoneNumberWithError(canonical).country
}

/** Whether these are the two letters of a country whose numbers can be read. */
export const isRegion = (region: string): region is CountryCode => isSupportedCountry(region)

function regionOption(region: string | undefined): { defaultCountry: CountryCode } | Record<string, never> {
  return region !== undefined && isRegion(region) ? { defaultCountry: region } : {}
}
