import type { Html, View } from '../../ui/index.ts'
import { dataTable, html, verbatim } from '../../ui/index.ts'
import { balanceFigure } from '../balance-words.ts'
import { dayTime } from '../bill/bill-words.ts'
import type { StatementLine } from '../queries/statement.ts'
import { entryWords } from './entry-words.ts'

export interface EntriesTable {
  readonly currency: string
  readonly entries: readonly StatementLine[]
  /** Where the reader finds the document behind an entry; undefined where there is none. */
  hrefOf(entry: StatementLine): string | undefined
}

/** The documents of a statement in the order of their days, with the balance after each. */
export function entriesTable(view: View, { currency, entries, hrefOf }: EntriesTable): Html {
  const { t, formats } = view
  return dataTable<StatementLine>({
    caption: t('billing.statement.title'),
    rows: entries,
    columns: [
      { heading: t('billing.statement.entry'), kind: 'title', cell: (entry) => nameOf(view, entry, hrefOf(entry)) },
      { heading: t('billing.statement.day'), cell: ({ day }) => dayTime(view, day) },
      {
        heading: t('billing.line.amount'),
        kind: 'figure',
        cell: ({ amountMinor }) => formats.money({ amountMinor, currency }),
      },
      {
        heading: t('billing.statement.balance'),
        kind: 'figure',
        cell: ({ balanceMinor }) => balanceFigure(view, currency, balanceMinor),
      },
    ],
  })
}

function nameOf(view: View, entry: StatementLine, href: string | undefined): Html {
  const words = html`${entryWords(view, entry)} ${entry.number === '' ? '' : verbatim(entry.number)}`
  return href === undefined ? words : html`<a href="${href}">${words}</a>`
}
