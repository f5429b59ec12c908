import { foldDigits } from '@kerbside/otp'

/**
 * Customer numbers that we give: `C-10042-5`. Digits alone, since people read them out on the telephone, and behind the
 * counted number a check digit by H. M. Damm's quasigroup of order 10 ("Totally anti-symmetric quasigroups", Marburg
 * 2004): one digit finds every single wrong digit and every swap of neighbours, which neither Luhn nor ISO 7064 MOD 11,10
 * does. A number that came with an import is kept as it is, whatever its form.
 */
export function numberOf(count: number): string {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`Customers are not counted as ${count}.`)
  return `C-${count}-${checkDigit(String(count))}`
}

/** The count in a number of ours, exactly as we write it; undefined for any other text. */
export function countIn(number: string): number | undefined {
  const read = readNumber(number)
  return read?.sound && read.number === number ? read.count : undefined
}

/** What somebody typed or read out that looks like a number of ours. */
export type TypedNumber = {
  readonly number: string
  readonly count: number
  /** False when the check digit says that a digit is wrong. */
  readonly sound: boolean
}

/** Reads a number of ours as people type it: `c 10042 5`, `C100425`. Undefined for what does not look like one. */
export function readNumber(typed: string): TypedNumber | undefined {
  const [, digits, check] = TYPED.exec(foldDigits(typed).trim()) ?? []
  if (digits === undefined || check === undefined) return undefined
  return { number: `C-${digits}-${check}`, count: Number(digits), sound: checkDigit(digits) === Number(check) }
}

// Up to 12 digits are read, far beyond what is ever counted and far below 2^53. A number does not begin with zero.
const TYPED = /^c[\s\p{Pd}]*([1-9]\d{4,11})[\s\p{Pd}]*(\d)$/iu

/** Each row is a state, each column the next digit; the last state is the check digit. */
const quasigroup = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
]

const checkDigit = (digits: string): number =>
  [...digits].reduce((state, digit) => quasigroup[state]?.[Number(digit)] ?? 0, 0)
