import type { Config } from '../../config.ts'
import type { Print } from '../../web/print.ts'
import type { PrintedDocument, PrintedTable } from '../../workshop/index.ts'
import { balanceFigure, balanceWords } from '../balance-words.ts'
import { dayWords } from '../speech.ts'
import { billTitle } from './bill-words.ts'
import { changeWords, differenceWords } from './change-words.ts'
import { lineWords } from './line-words.ts'
import type { ShownBill } from './show-bill.ts'

export interface BillPrint {
  readonly shown: ShownBill
  /** What the QR code leads to. */
  readonly checkAddress: string
  readonly config: Pick<Config, 'paymentInstructions'>
}

/**
 * A bill on paper. It says what the bill said on the day of issue: whatever came later is on its page, and not here, so that
 * the same bill always has the same bytes.
 */
export function printBill(print: Print, { shown, checkAddress, config }: BillPrint): PrintedDocument {
  const { t, formats, frame } = print
  const { bill } = shown
  return {
    ...frame,
    title: t('billing.print.title', { number: bill.number }),
    createdAt: bill.issuedAt,
    recipient: [shown.customerName, ...shown.customerAddress.split('\n')],
    heading: billTitle(print, bill),
    lead: leadOf(print, shown),
    facts: [
      { label: t('billing.bill.number'), value: bill.number },
      { label: t('billing.bill.customerNumber'), value: shown.customerNumber },
      { label: t('billing.bill.issuedOn'), value: dayWords(formats, bill.issuedOn) },
      { label: t('billing.bill.dueOn'), value: dayWords(formats, bill.dueOn) },
    ],
    tables: [linesTable(print, shown), accountTable(print, shown), ...changesTable(print, shown)],
    notes: [
      {
        heading: t('billing.pay.title'),
        lines: [
          ...(config.paymentInstructions ?? []),
          t('billing.print.payNumber', { number: shown.customerNumber, bill: bill.number }),
        ],
      },
    ],
    code: {
      text: checkAddress,
      alternative: t('billing.print.codeAlternative'),
      caption: t('billing.print.codeCaption'),
    },
  }
}

function leadOf({ t, formats }: Print, { bill, account: { dueMinor } }: ShownBill): string {
  const amount = formats.money({ amountMinor: Math.abs(dueMinor), currency: bill.currency })
  if (dueMinor > 0) return t('billing.print.payBy', { amount, day: dayWords(formats, bill.dueOn) })
  return dueMinor === 0 ? t('billing.print.nothing') : t('billing.print.credit', { amount })
}

function linesTable(print: Print, { bill, lines, taxes }: ShownBill): PrintedTable {
  const { t, formats } = print
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: bill.currency })
  const isTaxed = taxes.some(({ taxMinor }) => taxMinor !== 0)
  const net = { label: t('billing.bill.net'), value: money(bill.netMinor), emphasis: 'plain' } as const
  const taxTotals = taxes.map(({ name, basisPoints, netMinor, taxMinor }) => ({
    label: t('billing.bill.taxOf', { tax: name ?? '', rate: formats.share(basisPoints), net: money(netMinor) }),
    value: money(taxMinor),
    emphasis: 'plain' as const,
  }))
  return {
    heading: t('billing.bill.lines'),
    columns: [
      { label: t('billing.line.what'), holds: 'text' },
      { label: t('billing.line.quantity'), holds: 'numbers' },
      { label: t('billing.line.unitPrice'), holds: 'numbers' },
      { label: t('billing.line.amount'), holds: 'numbers' },
    ],
    rows: lines.map((line) => {
      const { title, details, quantity, price, amount } = lineWords(print, bill.currency, line, lines)
      return { cells: [title, quantity, price, amount], detail: details.join(' ') }
    }),
    totals: [
      ...(isTaxed ? [net, ...taxTotals.filter((_, index) => taxes[index]?.taxMinor !== 0)] : []),
      { label: t('billing.account.billed'), value: money(bill.totalMinor), emphasis: 'strong' },
    ],
  }
}

function accountTable(print: Print, { bill: { currency }, account }: ShownBill): PrintedTable {
  const { t, formats } = print
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const corrected = { cells: [t('billing.account.corrected'), money(account.correctedMinor)] }
  return {
    heading: t('billing.account.title'),
    columns: [
      { label: t('billing.account.entry'), holds: 'text' },
      { label: t('billing.line.amount'), holds: 'numbers' },
    ],
    rows: [
      { cells: [t('billing.account.previous'), balanceFigure(print, currency, account.previousMinor)] },
      { cells: [t('billing.account.paid'), money(account.paidMinor)] },
      ...(account.correctedMinor === 0 ? [] : [corrected]),
      { cells: [t('billing.account.billed'), money(account.billedMinor)] },
    ],
    totals: [
      { label: t('billing.account.due'), value: balanceWords(print, currency, account.dueMinor), emphasis: 'strong' },
    ],
  }
}

/** Nothing where nothing changed, or there is no bill to compare with: paper is for what is to be read. */
function changesTable(print: Print, { bill, before, changes }: ShownBill): PrintedTable[] {
  const { t, formats } = print
  if (!before || changes.length === 0) return []
  const difference = differenceWords(print, bill.currency, bill.totalMinor - before.totalMinor)
  return [
    {
      heading: t('billing.print.changes', { month: formats.month(before.period) }),
      columns: [
        { label: t('billing.line.what'), holds: 'text' },
        { label: t('billing.change.difference'), holds: 'numbers' },
      ],
      rows: changes.map((change) => {
        const words = changeWords(print, bill.currency, change)
        return { cells: [words.title, words.difference], detail: words.reasons.join(' ') }
      }),
      totals: [{ label: t('billing.change.together'), value: difference, emphasis: 'plain' }],
    },
  ]
}
