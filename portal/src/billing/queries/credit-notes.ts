import type { Db } from '../../db/database.ts'
import { isDocumentNumber } from '../document-number.ts'
import type { Label } from '../rules/facts.ts'
import { labelIn } from './label-in.ts'

/** A credit note, and the bill that it takes from. */
export interface CreditNote {
  readonly id: number
  readonly number: string
  readonly customerId: number
  /** The bill's number. */
  readonly bill: string
  readonly extent: 'part' | 'whole'
  readonly reason: string
  readonly issuedOn: string
  readonly issuedAt: number
  readonly currency: string
  readonly netMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
  /** As the bill named the customer. */
  readonly customerNumber: string
  readonly customerName: string
  readonly customerAddress: string
}

/** So much is taken from a line of the bill. */
export interface CreditedLine {
  readonly label: Label
  readonly from: string | null
  readonly until: string | null
  /** Tax in it. */
  readonly amountMinor: number
}

/** A credit note by its number. Whose it is stands in `customerId`: the caller serves it to nobody else. */
export async function creditNoteByNumber(db: Db, number: string): Promise<CreditNote | undefined> {
  if (!isDocumentNumber(number)) return undefined
  return db
    .selectFrom('credit_note')
    .innerJoin('bill', 'bill.id', 'credit_note.bill_id')
    .select(['credit_note.id', 'credit_note.number', 'credit_note.customer_id as customerId', 'bill.number as bill'])
    .select(['credit_note.extent', 'credit_note.reason', 'credit_note.issued_on as issuedOn'])
    .select(['credit_note.issued_at as issuedAt', 'credit_note.currency', 'credit_note.net_minor as netMinor'])
    .select(['credit_note.tax_minor as taxMinor', 'credit_note.total_minor as totalMinor'])
    .select(['bill.customer_number as customerNumber', 'bill.customer_name as customerName'])
    .select('bill.customer_address as customerAddress')
    .where('credit_note.number', '=', number)
    .executeTakeFirst()
}

/** What it takes from each line, in the order of the bill. */
export async function creditedLines(db: Db, creditNoteId: number): Promise<readonly CreditedLine[]> {
  const rows = await db
    .selectFrom('credit_note_line')
    .innerJoin('bill_line', (join) =>
      join
        .onRef('bill_line.bill_id', '=', 'credit_note_line.bill_id')
        .onRef('bill_line.position', '=', 'credit_note_line.bill_position'),
    )
    .select(['bill_line.label', 'bill_line.label_key', 'bill_line.from_on', 'bill_line.until_on'])
    .select(['credit_note_line.net_minor', 'credit_note_line.tax_minor'])
    .where('credit_note_line.credit_note_id', '=', creditNoteId)
    .orderBy('credit_note_line.position')
    .execute()
  return rows.map(({ label, label_key, from_on, until_on, net_minor, tax_minor }) => ({
    label: labelIn(label, label_key),
    from: from_on,
    until: until_on,
    amountMinor: net_minor + tax_minor,
  }))
}
