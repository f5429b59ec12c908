import type { CreditNoteLineRow, CreditNoteRow } from '../../db/ledger-tables.ts'

/** What a credit note says, in the order in which its hash covers it. */
export const creditFacts = [
  'number',
  'customer_id',
  'bill_id',
  'extent',
  'releases_days',
  'reason',
  'issued_on',
  'currency',
  'net_minor',
  'tax_minor',
  'total_minor',
  'unique_key',
  'approval_id',
  'issued_at',
] as const satisfies readonly (keyof CreditNoteRow)[]

export const creditLineFacts = [
  'position',
  'bill_id',
  'bill_position',
  'net_minor',
  'tax_minor',
] as const satisfies readonly (keyof CreditNoteLineRow)[]
