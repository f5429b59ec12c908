import { parse } from 'csv-parse/sync'

/** The cells of one row of a table, and the line of the file on which it begins. */
export interface RecordRead {
  readonly line: number
  /** Undefined for a row that does not have as many cells as the header, or a quotation mark without its second. */
  readonly cells: readonly string[] | undefined
}

// An address has a few lines. A row that goes on for longer has lost a quotation mark.
const MOST_LINES = 10

/**
 * The rows of a table (RFC 4180, and what spreadsheets make of it), empty ones left out. A row is tried line by line, so
 * that a quotation mark too many spoils its own row instead of all that follow.
 * @param width how many cells the header has
 */
export function* readRecords(
  lines: readonly string[],
  { delimiter, width }: { readonly delimiter: string; readonly width: number },
): Generator<RecordRead> {
  let at = 1 // past the header
  while (at < lines.length) {
    const read = recordAt(lines, at, delimiter)
    const isEmpty = read?.cells.every((cell) => cell === '')
    const isWhole = read?.cells.length === width
    if (!isEmpty) yield { line: at + 1, cells: isWhole ? read?.cells : undefined }
    at += isWhole || isEmpty ? (read?.height ?? 1) : 1
  }
}

/** The cells of one line. */
export const cellsOf = (line: string, delimiter: string): readonly string[] =>
  recordAt([line], 0, delimiter)?.cells ?? []

/** The shortest run of lines from `at` on that is a row; undefined when there is none. */
function recordAt(lines: readonly string[], at: number, delimiter: string) {
  for (let height = 1; height <= MOST_LINES && at + height <= lines.length; height++) {
    const text = lines.slice(at, at + height).join('\n')
    if (text.trim() === '') return { cells: [''], height }
    const cells = parseRow(text, delimiter)
    if (cells) return { cells, height }
  }
  return undefined
}

/** Undefined while a quotation mark is open. */
function parseRow(text: string, delimiter: string): readonly string[] | undefined {
  try {
    const [cells] = parse(text, { delimiter, relax_quotes: true, relax_column_count: true, trim: true })
    return cells
  } catch {
    return undefined
  }
}
