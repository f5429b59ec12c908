import type { SQLInputValue } from 'node:sqlite'

/** What a column holds and a parameter may be. Booleans are 0 and 1, instants epoch milliseconds, JSON is text. */
export type Value = string | number | bigint | null | Uint8Array

/** One row, by column name. It has no prototype; spread it where that matters. */
export type Row = Record<string, Value>

const INT64 = 64

/**
 * Turns values into what node:sqlite binds. Safe integers travel as BigInt, since node:sqlite binds every number as
 * REAL: `? || 'x'` would give `3.0x`, and `? / 2` a fraction.
 * @param values should be {@link Value}s; query builders pass what they like, hence `unknown`
 * @throws TypeError for anything that is no {@link Value}: node:sqlite would store NULL for `undefined`, for NaN and,
 *   in first place, for a `Date`
 * @throws RangeError for a bigint that does not fit in 64 bits
 */
export function boundValues(values: readonly unknown[]): SQLInputValue[] {
  const bound: SQLInputValue[] = new Array(values.length)
  for (let index = 0; index < values.length; index++) bound[index] = boundValue(values[index], index)
  return bound
}

function boundValue(value: unknown, index: number): SQLInputValue {
  if (typeof value === 'string' || value === null) return value
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return BigInt(value)
    if (Number.isFinite(value)) return value
    throw new TypeError(`Parameter $${index + 1} is ${value}, which no column can hold.`)
  }
  if (value instanceof Uint8Array) return value
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(INT64, value) === value) return value
    throw new RangeError(`Parameter $${index + 1} does not fit in a 64-bit integer.`)
  }
  throw new TypeError(
    `Parameter $${index + 1} is ${nameOf(value)}; SQLite takes strings, numbers, bigints, null and Uint8Array.`,
  )
}

function nameOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return typeof value
  return value.constructor?.name ?? 'an object'
}
