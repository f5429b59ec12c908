import type { Print } from '../../web/print.ts'
import type { PrintedDocument } from '../../workshop/index.ts'
import { labelWords } from '../bill/line-words.ts'
import type { CreditedLine, CreditNote } from '../queries/credit-notes.ts'
import { dayWords } from '../speech.ts'

/** A credit note on paper. */
export function printCreditNote(print: Print, note: CreditNote, lines: readonly CreditedLine[]): PrintedDocument {
  const { t, formats, frame } = print
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: note.currency })
  const tax = { label: t('billing.creditNote.tax'), value: money(note.taxMinor), emphasis: 'plain' } as const
  return {
    ...frame,
    title: t('billing.print.creditNote', { number: note.number }),
    createdAt: note.issuedAt,
    recipient: [note.customerName, ...note.customerAddress.split('\n')],
    heading: t('billing.creditNote.title'),
    lead: t(`billing.creditNote.lead.${note.extent}`),
    facts: [
      { label: t('billing.creditNote.number'), value: note.number },
      { label: t('billing.bill.number'), value: note.bill },
      { label: t('billing.bill.customerNumber'), value: note.customerNumber },
      { label: t('billing.bill.issuedOn'), value: dayWords(formats, note.issuedOn) },
      { label: t('billing.creditNote.reason'), value: note.reason },
    ],
    tables: [
      {
        heading: t('billing.creditNote.lines'),
        columns: [
          { label: t('billing.line.what'), holds: 'text' },
          { label: t('billing.line.amount'), holds: 'numbers' },
        ],
        rows: lines.map(({ label, from, until, amountMinor }) => ({
          cells: [labelWords(print, label), money(amountMinor)],
          ...(from !== null && until !== null ? { detail: formats.days(from, until) } : {}),
        })),
        totals: [
          { label: t('billing.creditNote.total'), value: money(note.totalMinor), emphasis: 'strong' },
          ...(note.taxMinor === 0 ? [] : [tax]),
        ],
      },
    ],
    notes: [],
  }
}
