import type { CheckedRow, ImportRow, RefusedRow } from './check-row.ts'
import type { ColumnName, Header } from './read-header.ts'
import { readHeader } from './read-header.ts'
import { readLines } from './read-lines.ts'
import { readRecords } from './read-records.ts'

/** A file that is no table of customers at all. */
export type TableRefusal =
  | { readonly reason: 'encoding' | 'empty' | 'too_large'; readonly columns?: undefined }
  | { readonly reason: 'missing_columns' | 'repeated_columns'; readonly columns: readonly string[] }

export type TableRead =
  | {
      readonly success: true
      readonly rows: readonly ImportRow[]
      readonly refused: readonly RefusedRow[]
      /** Columns that were left out. */
      readonly unknown: readonly string[]
    }
  | ({ readonly success: false } & TableRefusal)

type Check = (line: number, cells: Readonly<Record<ColumnName, string>>) => CheckedRow

/** Reads and checks a whole file, before anything is written. */
export function readTable(bytes: Uint8Array, check: Check): TableRead {
  const read = readLines(bytes)
  if (!read.success) return read
  const { lines } = read
  const head = readHeader(lines[0] ?? '')
  if (!head.success) return head
  const { header } = head
  const rows: ImportRow[] = []
  const refused: RefusedRow[] = []
  const seen = new Map<string, number>()
  for (const { line, cells } of readRecords(lines, header)) {
    const checked = cells ? refuseRepeated(check(line, byColumn(cells, header)), seen) : brokenRow(line, header)
    if (checked.success) rows.push(checked)
    else refused.push(checked)
  }
  return { success: true, rows, refused, unknown: header.unknown }
}

const brokenRow = (line: number, { width }: Header): CheckedRow => ({
  success: false,
  line,
  faults: [{ key: 'customers.import.cells', values: { width } }],
})

/** The second row of one customer is refused: which of the two is right, only a person knows. */
function refuseRepeated(row: CheckedRow, seen: Map<string, number>): CheckedRow {
  if (!row.success) return row
  const identity = identityOf(row)
  const first = seen.get(identity)
  if (first !== undefined) {
    return { success: false, line: row.line, faults: [{ key: 'customers.import.repeated', values: { first } }] }
  }
  seen.set(identity, row.line)
  return row
}

/** What a customer is recognised by: the number, else the name with the first contact, else the name with the address. */
export function identityOf({
  number,
  name,
  contacts,
  address,
}: Pick<ImportRow, 'number' | 'name' | 'contacts' | 'address'>) {
  const [first] = contacts
  return JSON.stringify(number !== undefined ? [number] : first ? [name, first.contact] : [name, '', address ?? ''])
}

function byColumn(cells: readonly string[], { places }: Header): Record<ColumnName, string> {
  const cell = (name: ColumnName) => cells[places.get(name) ?? -1] ?? ''
  return {
    name: cell('name'),
    type: cell('type'),
    email: cell('email'),
    phone: cell('phone'),
    address: cell('address'),
    language: cell('language'),
    number: cell('number'),
    since: cell('since'),
    opening_balance: cell('opening_balance'),
  }
}
