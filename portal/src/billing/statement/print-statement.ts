import { dayAt } from '../../values/day.ts'
import type { Print } from '../../web/print.ts'
import type { PrintedDocument } from '../../workshop/index.ts'
import { balanceFigure, balanceWords } from '../balance-words.ts'
import type { Statement } from '../queries/statement.ts'
import { dayWords } from '../speech.ts'
import { entryWords } from './entry-words.ts'
import type { StatementSpan } from './statement-span.ts'
import { halfOpen } from './statement-span.ts'

export interface StatementPrint {
  readonly span: StatementSpan
  readonly statement: Statement
  readonly currency: string
  readonly customer: { readonly number: string; readonly name: string; readonly address: string }
  /** The instant of printing: books go on, so a statement says when it was true. */
  readonly now: number
  readonly timeZone: string
}

/** A statement of account on paper. */
export function printStatement(print: Print, statementPrint: StatementPrint): PrintedDocument {
  const { t, formats, frame } = print
  const { span, statement, currency, customer, now, timeZone } = statementPrint
  const { from, until } = halfOpen(span)
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const opening = ['', t('billing.statement.opening'), '', balanceFigure(print, currency, statement.openingMinor)]
  return {
    ...frame,
    title: t('billing.statement.title'),
    createdAt: now,
    recipient: [customer.name, ...customer.address.split('\n')],
    heading: t('billing.statement.title'),
    lead: formats.days(from, until),
    facts: [
      { label: t('billing.bill.customerNumber'), value: customer.number },
      { label: t('billing.statement.printedOn'), value: dayWords(formats, dayAt(now, timeZone)) },
    ],
    tables: [
      {
        heading: '',
        columns: [
          { label: t('billing.statement.day'), holds: 'text' },
          { label: t('billing.statement.entry'), holds: 'text' },
          { label: t('billing.line.amount'), holds: 'numbers' },
          { label: t('billing.statement.balance'), holds: 'numbers' },
        ],
        rows: [
          { cells: opening },
          ...statement.lines.map((entry) => ({
            cells: [
              dayWords(formats, entry.day),
              [entryWords(print, entry), entry.number].filter((word) => word !== '').join(' '),
              money(entry.amountMinor),
              balanceFigure(print, currency, entry.balanceMinor),
            ],
          })),
        ],
        totals: [
          {
            label: t('billing.statement.closing'),
            value: balanceWords(print, currency, statement.closingMinor),
            emphasis: 'strong',
          },
        ],
      },
    ],
    notes: [],
  }
}
