import { paths } from '../../paths.ts'
import type { FormState, Html, View } from '../../ui/index.ts'
import { card, dateField, emptyState, filledForm, filters, html, linkButton, page, sums } from '../../ui/index.ts'
import { balanceFigure, balanceWords } from '../balance-words.ts'
import type { Statement } from '../queries/statement.ts'
import { entriesTable } from './entries-table.ts'
import { entryHref } from './entry-words.ts'
import type { StatementSpan } from './statement-span.ts'

export interface StatementPage {
  readonly span: StatementSpan
  readonly statement: Statement
  readonly currency: string
}

/** All that moved a customer's balance in some days, with the balance after each. */
export function statementPage(view: View, { span, statement, currency }: StatementPage): Html {
  const { t } = view
  const { openingMinor, closingMinor, lines } = statement
  const file = (name: string) => `${paths.statementFile(name)}?${new URLSearchParams({ ...span })}`
  const files = html`${linkButton({ href: file('statement.pdf'), label: t('billing.statement.pdf'), kind: 'secondary' })}
${linkButton({ href: file('statement.csv'), label: t('billing.statement.csv'), kind: 'quiet' })}`
  const ends = sums([
    { label: t('billing.statement.opening'), value: balanceFigure(view, currency, openingMinor) },
    {
      label: t('billing.statement.closing'),
      value: balanceWords(view, currency, closingMinor),
      emphasis: 'strong',
    },
  ])
  return page(
    view,
    { title: t('billing.statement.title'), actions: files },
    html`${spanForm(view, filledForm({ ...span }))}${card({ body: ends })}
${lines.length === 0 ? nothing(view, statement) : entriesTable(view, { currency, entries: lines, hrefOf: entryHref })}`,
  )
}

/** The form alone, while its days make no span. */
export const statementForm = (view: View, form: FormState): Html =>
  page(view, { title: view.t('billing.statement.title'), form }, spanForm(view, form))

const spanForm = (view: View, form: FormState): Html =>
  filters(
    view,
    { action: paths.statement, label: view.t('billing.statement.days'), active: false },
    html`${dateField(view, form, { name: 'from', label: view.t('billing.statement.from') })}
${dateField(view, form, { name: 'to', label: view.t('billing.statement.to') })}`,
  )

function nothing({ t }: View, { openingMinor }: Statement): Html {
  const title = t(openingMinor === 0 ? 'billing.statement.empty' : 'billing.statement.emptySpan')
  return emptyState({ icon: 'statement', title, body: t('billing.statement.emptyBody') })
}
