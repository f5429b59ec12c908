import type { Translate } from '../../locales/index.ts'
import { decimalText } from '../../values/money.ts'
import type { CsvFile } from '../../web/csv.ts'
import type { Statement } from '../queries/statement.ts'
import { entryWords } from './entry-words.ts'
import type { StatementSpan } from './statement-span.ts'

interface CsvRow {
  readonly day: string
  readonly entry: string
  readonly number: string
  readonly amountMinor: number | undefined
  readonly balanceMinor: number
}

/** A statement for spreadsheets: what was there, each entry, what is there. Above zero is owed. */
export function statementCsv(
  t: Translate,
  {
    span,
    statement,
    currency,
  }: { readonly span: StatementSpan; readonly statement: Statement; readonly currency: string },
): CsvFile<CsvRow> {
  const money = (amountMinor: number | undefined) =>
    amountMinor === undefined ? '' : decimalText({ amountMinor, currency })
  const edge = (entry: 'opening' | 'closing', day: string, balanceMinor: number): CsvRow => ({
    ...{ day, entry: t(`billing.statement.${entry}`), number: '', amountMinor: undefined, balanceMinor },
  })
  const rows = [
    edge('opening', span.from, statement.openingMinor),
    ...statement.lines.map((line) => ({ ...line, entry: entryWords({ t }, line) })),
    edge('closing', span.to, statement.closingMinor),
  ]
  return {
    name: `statement-${span.from}-${span.to}.csv`,
    columns: [
      { heading: t('billing.statement.day'), kind: 'plain', cell: ({ day }) => day },
      { heading: t('billing.statement.entry'), kind: 'text', cell: ({ entry }) => entry },
      { heading: t('billing.statement.number'), kind: 'text', cell: ({ number }) => number },
      { heading: t('billing.line.amount'), kind: 'plain', cell: ({ amountMinor }) => money(amountMinor) },
      { heading: t('billing.statement.balance'), kind: 'plain', cell: ({ balanceMinor }) => money(balanceMinor) },
      { heading: t('billing.statement.currency'), kind: 'plain', cell: () => currency },
    ],
    pages: onePage(rows),
  }
}

async function* onePage(rows: readonly CsvRow[]) {
  yield rows
}
