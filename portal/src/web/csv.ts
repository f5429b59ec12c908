import { stringify } from 'csv-stringify/sync'
import type { Context } from 'hono'

/** A column of a file for spreadsheets. */
export interface CsvColumn<Row> {
  readonly heading: string
  /** `text` is made harmless where a spreadsheet would run it; `plain` is a number, a day or a word of ours, left as it is. */
  readonly kind: 'text' | 'plain'
  readonly cell: (row: Row) => string | number
}

/** A file of rows that are read page by page while it is sent, so that a list of any length takes the memory of one page. */
export interface CsvFile<Row> {
  /** With its ending: `payments.csv`. */
  readonly name: string
  readonly columns: readonly CsvColumn<Row>[]
  readonly pages: AsyncIterable<readonly Row[]>
}

/** Answers with a CSV file. */
export function csvAnswer<Row>(c: Context, file: CsvFile<Row>): Response {
  c.header('Content-Type', 'text/csv; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="${file.name}"`)
  c.header('Cache-Control', 'private, no-store')
  return c.body(streamOf(piecesOf(file)))
}

// Without it Excel takes UTF-8 for something else.
const BYTE_ORDER_MARK = '\ufeff'

async function* piecesOf<Row>({ columns, pages }: CsvFile<Row>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + written([columns.map(({ heading }) => heading)])
  for await (const rows of pages) {
    yield written(
      rows.map((row) => columns.map(({ kind, cell }) => (kind === 'text' ? harmless(cell(row)) : cell(row)))),
    )
  }
}

const written = (records: readonly (readonly (string | number)[])[]): string =>
  stringify([...records.map((record) => [...record])], { record_delimiter: 'windows', quoted_match: LINE_BREAK })

// Within a value either half of one would end the record for some reader.
const LINE_BREAK = /[\r\n]/

/**
 * An apostrophe before what a spreadsheet would take for a formula.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const harmless = (value: string | number): string | number =>
  typeof value === 'string' && FORMULA.test(value) ? `'${value}` : value

// The last four are the full-width forms, which spreadsheets in East Asian languages read alike.
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/** Text as bytes, made when they are asked for; when whoever reads goes away, nothing more is read from the database. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
