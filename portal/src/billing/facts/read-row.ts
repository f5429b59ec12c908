import type { Row } from '@kerbside/otp'

/** A whole number of a row of plain SQL; sums are numbers on both databases. */
export const numberIn = (row: Row, column: string): number => Number(row[column])

export const textIn = (row: Row, column: string): string => String(row[column])

export const maybeNumberIn = (row: Row, column: string): number | null =>
  row[column] === null || row[column] === undefined ? null : Number(row[column])

export const maybeTextIn = (row: Row, column: string): string | null => {
  const value = row[column]
  return typeof value === 'string' ? value : null
}
