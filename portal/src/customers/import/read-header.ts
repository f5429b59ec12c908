import { cellsOf } from './read-records.ts'

/** What the columns of the file are called. */
export const requiredColumns = ['name', 'type', 'email', 'phone', 'address', 'language'] as const
const optionalColumns = ['number', 'since', 'opening_balance'] as const
export type ColumnName = (typeof requiredColumns)[number] | (typeof optionalColumns)[number]

const columnNames: readonly ColumnName[] = [...requiredColumns, ...optionalColumns]

export interface Header {
  readonly delimiter: string
  readonly width: number
  /** Which cell of a row is in which column. */
  readonly places: ReadonlyMap<ColumnName, number>
  /** Columns that are not ours: they are left out, and the report says so. */
  readonly unknown: readonly string[]
}

export type HeaderRead =
  | { readonly success: true; readonly header: Header }
  | {
      readonly success: false
      readonly reason: 'missing_columns' | 'repeated_columns'
      readonly columns: readonly string[]
    }

/** Reads the first line. Spreadsheets write `;` or tabs where a country's decimal point is a comma. */
export function readHeader(line: string): HeaderRead {
  const delimiter =
    [',', ';', '\t'].toSorted((one, other) => line.split(other).length - line.split(one).length)[0] ?? ','
  const cells = cellsOf(line, delimiter).map(columnNameOf)
  const missing = requiredColumns.filter((name) => !cells.includes(name))
  if (missing.length > 0) return { success: false, reason: 'missing_columns', columns: missing }
  const repeated = columnNames.filter((name) => cells.indexOf(name) !== cells.lastIndexOf(name))
  if (repeated.length > 0) return { success: false, reason: 'repeated_columns', columns: repeated }
  const places = new Map(columnNames.filter((name) => cells.includes(name)).map((name) => [name, cells.indexOf(name)]))
  const known: readonly string[] = columnNames
  const unknown = cells.filter((cell) => cell !== '' && !known.includes(cell))
  return { success: true, header: { delimiter, width: cells.length, places, unknown } }
}

/** `E-mail` and `Opening balance` name our columns, too. */
const columnNameOf = (cell: string): string =>
  cell
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
    .replace(/^e_mail$/, 'email')
