import type { CustomerRecord } from '../../customers/index.ts'
import { customerTabs } from '../../customers/index.ts'
import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import {
  buttonRow,
  card,
  dataTable,
  dateField,
  filledForm,
  filters,
  html,
  linkButton,
  page,
  sums,
  verbatim,
} from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import { may } from '../../web/permissions.ts'
import { balanceFigure, balanceWords } from '../balance-words.ts'
import { billTitle, dayTime, statusTag } from '../bill/bill-words.ts'
import type { Bill } from '../queries/bills.ts'
import type { Statement, StatementLine } from '../queries/statement.ts'
import { entriesTable } from '../statement/entries-table.ts'
import type { StatementSpan } from '../statement/statement-span.ts'
import type { Account } from './account.ts'

export interface AccountPage {
  readonly customer: CustomerRecord
  readonly account: Account
  readonly span: StatementSpan
  readonly statement: Statement
  readonly currency: string
  readonly staff: Staff
}

/** A customer's money as the desk sees it: the balance, what is open, and all that moved it. */
export function accountPage(view: View, data: AccountPage): Html {
  const { customer, account } = data
  const { number, name } = customer
  const pay = `${paths.admin.newPayment}?${new URLSearchParams({ customer: number })}`
  const actions = may(data.staff, 'payments.record')
    ? buttonRow(linkButton({ href: pay, label: view.t('billing.desk.pay') }))
    : undefined
  return page(
    view,
    { title: name, heading: html`<bdi>${name}</bdi>`, actions },
    html`${customerTabs(view, { number, current: 'account' })}
${card({ body: sums(standing(view, data)) })}
${account.openBills.length > 0 ? openBillsPart(view, account.openBills) : ''}
${statementPart(view, data)}`,
  )
}

function standing(view: View, { account, currency }: AccountPage) {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const owed = account.openBills.reduce((sum, { openMinor }) => sum + openMinor, 0)
  return [
    {
      label: t('billing.desk.openBills'),
      value: account.isMore ? t('billing.desk.orMore', { amount: money(owed) }) : money(owed),
    },
    ...(account.overdueMinor > 0 ? [{ label: t('billing.desk.overdue'), value: money(account.overdueMinor) }] : []),
    ...(account.creditMinor > 0 ? [{ label: t('billing.desk.creditLeft'), value: money(account.creditMinor) }] : []),
    {
      label: t('billing.statement.balance'),
      value: balanceWords(view, currency, account.balanceMinor),
      emphasis: 'strong' as const,
    },
  ]
}

function openBillsPart(view: View, bills: readonly Bill[]): Html {
  const { t, formats } = view
  return html`<h2>${t('billing.desk.openBills')}</h2>
${dataTable<Bill>({
  caption: t('billing.desk.openBills'),
  rows: bills,
  columns: [
    {
      heading: t('billing.bill.number'),
      kind: 'title',
      cell: ({ number }) => html`<a href="${paths.admin.bill(number)}">${verbatim(number)}</a>`,
    },
    { heading: t('billing.desk.what'), cell: (bill) => billTitle(view, bill) },
    { heading: t('billing.bill.dueOn'), cell: ({ dueOn }) => dayTime(view, dueOn) },
    { heading: t('billing.bill.state'), cell: ({ status }) => statusTag(view, status) },
    {
      heading: t('billing.bill.open'),
      kind: 'figure',
      cell: ({ openMinor: amountMinor, currency }) => formats.money({ amountMinor, currency }),
    },
  ],
})}`
}

/** All documents in the order of their days, with the balance after each. */
function statementPart(view: View, { customer, span, statement, currency }: AccountPage): Html {
  const { t } = view
  const { openingMinor, closingMinor, lines } = statement
  const form = filledForm({ ...span })
  const days = filters(
    view,
    { action: paths.admin.customerAccount(customer.number), label: t('billing.statement.days'), active: false },
    html`${dateField(view, form, { name: 'from', label: t('billing.statement.from') })}
${dateField(view, form, { name: 'to', label: t('billing.statement.to') })}`,
  )
  const table = entriesTable(view, { currency, entries: lines, hrefOf })
  const ends = sums([
    { label: t('billing.statement.opening'), value: balanceFigure(view, currency, openingMinor) },
    { label: t('billing.statement.closing'), value: balanceFigure(view, currency, closingMinor), emphasis: 'strong' },
  ])
  return html`<h2>${t('billing.statement.title')}</h2>
${days}${lines.length > 0 ? table : ''}${card({ body: ends })}`
}

/** Where the desk finds the document behind an entry; undefined where it has none of its own. */
function hrefOf({ kind, number }: StatementLine): string | undefined {
  if (kind === 'bill') return paths.admin.bill(number)
  if (kind === 'payment') return paths.admin.payment(number)
  return kind === 'credit_note' ? paths.admin.creditNote(number) : undefined
}
