import type { Db } from '../../db/database.ts'
import { creditFacts, creditLineFacts } from '../corrections/credit-rows.ts'
import { hashOf, NO_HASH } from '../documents.ts'
import { billFacts, billHash, lineFacts } from '../issue/bill-rows.ts'

const DOCUMENTS_A_PAGE = 1000

/**
 * Reads every bill with its lines and tells which one is not what was issued. Each hash covers the one before it, so a bill that
 * was written anew with a fitting hash breaks the next one; a series is walked in the order of its numbers.
 */
export async function billHashFaults(db: Db): Promise<readonly string[]> {
  const faults: string[] = []
  for (const series of await seriesOf(db, 'bill')) {
    let before = NO_HASH
    for (let place: number | undefined = 0; place !== undefined; ) {
      const bills = await db
        .selectFrom('bill')
        .select(['id', 'place', 'hash', ...billFacts])
        .where('series', '=', series)
        .where('place', '>', place)
        .orderBy('place')
        .limit(DOCUMENTS_A_PAGE)
        .execute()
      const linesOf = await linesOfBills(db, bills)
      for (const bill of bills) {
        if (!isSame(billHash(before, bill, linesOf(bill.id)), bill.hash))
          faults.push(`bills: ${bill.number} is not what was issued`)
        before = bill.hash
      }
      place = bills.at(-1)?.place
    }
  }
  return faults
}

/** The same for credit notes. */
export async function creditHashFaults(db: Db): Promise<readonly string[]> {
  const faults: string[] = []
  for (const series of await seriesOf(db, 'credit_note')) {
    let before = NO_HASH
    for (let place: number | undefined = 0; place !== undefined; ) {
      const notes = await db
        .selectFrom('credit_note')
        .select(['id', 'place', 'hash', ...creditFacts])
        .where('series', '=', series)
        .where('place', '>', place)
        .orderBy('place')
        .limit(DOCUMENTS_A_PAGE)
        .execute()
      const linesOf = await linesOfNotes(db, notes)
      for (const note of notes) {
        const lines = linesOf(note.id).map((line) => creditLineFacts.map((fact) => line[fact]))
        const hash = hashOf(before, [creditFacts.map((fact) => note[fact]), ...lines])
        if (!isSame(hash, note.hash)) faults.push(`credit notes: ${note.number} is not what was issued`)
        before = note.hash
      }
      place = notes.at(-1)?.place
    }
  }
  return faults
}

const isSame = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0

async function seriesOf(db: Db, table: 'bill' | 'credit_note'): Promise<readonly string[]> {
  const rows = await db.selectFrom(table).select('series').distinct().orderBy('series').execute()
  return rows.map(({ series }) => series)
}

interface WithId {
  readonly id: number
}

async function linesOfBills(db: Db, bills: readonly WithId[]) {
  const lines = await db
    .selectFrom('bill_line')
    .select(['bill_id', ...lineFacts])
    .where('bill_id', 'in', idsOf(bills))
    .orderBy('bill_id')
    .orderBy('position')
    .execute()
  const byBill = Map.groupBy(lines, ({ bill_id }) => bill_id)
  return (id: number) => byBill.get(id) ?? []
}

async function linesOfNotes(db: Db, notes: readonly WithId[]) {
  const lines = await db
    .selectFrom('credit_note_line')
    .select(['credit_note_id', ...creditLineFacts])
    .where('credit_note_id', 'in', idsOf(notes))
    .orderBy('credit_note_id')
    .orderBy('position')
    .execute()
  const byNote = Map.groupBy(lines, ({ credit_note_id }) => credit_note_id)
  return (id: number) => byNote.get(id) ?? []
}

// A list without members is no list to a database.
const idsOf = (rows: readonly WithId[]) => [0, ...rows.map(({ id }) => id)]
