import { createHash } from 'node:crypto'
import type { Trx, Value } from '@kerbside/otp'

/** What is numbered without gaps, each kind in a series of its own for each year of issue. */
export type DocumentKind = 'bill' | 'opening' | 'credit_note' | 'payment' | 'opening_credit' | 'refund'

const letters: Readonly<Record<DocumentKind, string>> = {
  bill: 'B',
  opening: 'O',
  credit_note: 'N',
  payment: 'R',
  opening_credit: 'OC',
  refund: 'F',
}

const PLACE_DIGITS = 6

/** A document's place in its series, and the number that people read: `B-2026-000042`. */
export interface Numbered {
  readonly series: string
  readonly place: number
  readonly number: string
}

/**
 * Takes the next numbers of a series. The counter is held until the commit, so a rollback gives them back and there are no
 * gaps. Whoever takes numbers holds the customer before, and the bill.
 * @param today the day of issue, whose year names the series
 */
export async function takeNumbers(
  trx: Trx,
  kind: DocumentKind,
  { today, many }: { readonly today: string; readonly many: number },
): Promise<readonly Numbered[]> {
  const year = today.slice(0, 4)
  const series = `${kind}:${year}`
  const first = await countUp(trx, series, many)
  return Array.from({ length: many }, (_, index) => {
    const place = first + index
    return { series, place, number: `${letters[kind]}-${year}-${String(place).padStart(PLACE_DIGITS, '0')}` }
  })
}

const COUNT = `INSERT INTO counter (name, last) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET last = counter.last + excluded.last RETURNING last`

/** Counts a counter up. @returns the first of `many` */
export async function countUp(trx: Trx, name: string, many: number): Promise<number> {
  const row = await trx.get(COUNT, [name, many])
  return Number(row?.['last']) - many + 1
}

/** Before the first document of a series. */
export const NO_HASH: Uint8Array = new Uint8Array(32)

/** A document's hash covers what it says and the hash before it, so that no document of a series can be exchanged alone. */
export const hashOf = (before: Uint8Array, said: readonly (readonly Value[])[]): Uint8Array =>
  createHash('sha256').update(before).update(JSON.stringify(said)).digest()

/** The hash of the newest document of a series. The counter is held, so nobody adds one meanwhile. */
export async function lastHash(trx: Trx, table: 'bill' | 'credit_note', series: string): Promise<Uint8Array> {
  const row = await trx.get(`SELECT hash FROM ${table} WHERE series = $1 ORDER BY place DESC LIMIT 1`, [series])
  const hash = row?.['hash']
  return hash instanceof Uint8Array ? hash : NO_HASH
}

// One text for most rows, so that it is prepared once; few enough values for either database.
const ROWS_A_STATEMENT = 50

/** Writes rows in few statements, whose texts are always the same. */
export async function insertRows(
  trx: Trx,
  { table, columns }: { readonly table: string; readonly columns: readonly string[] },
  rows: readonly (readonly Value[])[],
): Promise<void> {
  let at = 0
  for (; at + ROWS_A_STATEMENT <= rows.length; at += ROWS_A_STATEMENT) {
    await trx.run(insertOf(table, columns, ROWS_A_STATEMENT), rows.slice(at, at + ROWS_A_STATEMENT).flat())
  }
  for (const row of rows.slice(at)) await trx.run(insertOf(table, columns, 1), row)
}

const texts = new Map<string, string>()

/** Kept, since it would be made anew for every thousand values. */
function insertOf(table: string, columns: readonly string[], rows: number): string {
  const name = `${table} ${rows}`
  const kept = texts.get(name)
  if (kept !== undefined) return kept
  const row = (index: number) => `(${columns.map((_, column) => `$${index * columns.length + column + 1}`).join(', ')})`
  const values = Array.from({ length: rows }, (_, index) => row(index)).join(', ')
  const text = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values}`
  texts.set(name, text)
  return text
}
