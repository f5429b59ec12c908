/** What a person typed, read as digits. */
export type TypedDigits = { readonly digits: string } | { readonly fault: 'empty' | 'not_digits' }

// Characters that people and phones put between digits: spaces of any kind, dashes, dots, invisible direction marks.
const BETWEEN_DIGITS = /[\s\p{Pd}\p{Cf}.·_]/gu
const LONGEST_TYPED = 400 // a pasted message, at most

// A run of digits with single separators inside, as it stands in a pasted message. One that follows a letter is a mark (K7).
const DIGIT_RUN = /(?<![\p{L}\d])\d(?:[\s\p{Pd}]?\d)*/gu
const SHORTEST_IN_TEXT = 6

/**
 * Forgives what does not change the meaning: spaces, dashes, full-width and other scripts' digits (`\p{Nd}`), and a whole
 * message pasted in, when one number alone in it can be a code. Other letters are not forgiven.
 */
export function readDigits(typed: string): TypedDigits {
  if (typed.length > LONGEST_TYPED) return { fault: 'not_digits' }
  const folded = foldDigits(typed)
  const digits = folded.replace(BETWEEN_DIGITS, '')
  if (digits === '') return { fault: 'empty' }
  if (/^[0-9]+$/.test(digits)) return { digits }
  const inText = (folded.match(DIGIT_RUN) ?? []).map((run) => run.replace(/\D/g, ''))
  const [only, another] = new Set(inText.filter((run) => run.length >= SHORTEST_IN_TEXT))
  return only && !another ? { digits: only } : { fault: 'not_digits' }
}

/** Turns the decimal digits of every script into 0–9. */
export function foldDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => String(digitValue(digit)))
}

/** Unicode keeps the ten digits of a script together, zero first, and where several sets adjoin they are whole tens. */
function digitValue(digit: string): number {
  const point = digit.codePointAt(0) ?? 0
  let first = point
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1
  return (point - first) % 10
}
