import { foldDigits } from '@kerbside/otp'

const PLACE_DIGITS = 6

/**
 * The number of a document as people type or read it out: `b 2026 42` is `B-2026-000042`.
 * @returns undefined for what does not look like one
 */
export function documentNumberIn(typed: string): string | undefined {
  const [, letters, year, place] = TYPED.exec(foldDigits(typed).trim()) ?? []
  if (letters === undefined || year === undefined || place === undefined) return undefined
  return `${letters.toUpperCase()}-${year}-${place.padStart(PLACE_DIGITS, '0')}`
}

/** True for what could be a document's number. A database refuses some other texts, such as one with NUL in it. */
export const isDocumentNumber = (text: string): boolean => /^[A-Z]{1,2}-\d{4}-\d{1,12}$/.test(text)

const TYPED = /^(OC|[BONRF])[\s\p{Pd}]*(\d{4})[\s\p{Pd}]*(\d{1,9})$/iu
