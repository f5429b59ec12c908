import type { Html, View } from '../../ui/index.ts'
import { card, dataTable, html, sums } from '../../ui/index.ts'
import type { LineWords } from './line-words.ts'
import { lineWords } from './line-words.ts'
import type { ShownBill } from './show-bill.ts'

/** Every line of a bill with what made its amount, and their sum. */
export function linesPart(view: View, { bill, lines, taxes }: ShownBill): Html {
  const { t, formats } = view
  const { currency } = bill
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const taxLines = taxes
    .filter(({ taxMinor }) => taxMinor !== 0)
    .map(({ name, basisPoints, netMinor, taxMinor }) => ({
      label: t('billing.bill.taxOf', { tax: name ?? '', rate: formats.share(basisPoints), net: money(netMinor) }),
      value: money(taxMinor),
    }))
  const net = { label: t('billing.bill.net'), value: money(bill.netMinor) }
  return html`<h2>${t('billing.bill.lines')}</h2>
${dataTable<LineWords>({
  caption: t('billing.bill.lines'),
  rows: lines.map((line) => lineWords(view, currency, line, lines)),
  columns: [
    { heading: t('billing.line.what'), kind: 'title', cell: titleOf },
    { heading: t('billing.line.quantity'), kind: 'figure', cell: ({ quantity }) => quantity },
    { heading: t('billing.line.unitPrice'), kind: 'figure', cell: ({ price }) => price },
    { heading: t('billing.line.amount'), kind: 'figure', cell: ({ amount }) => amount },
  ],
})}
${card({
  body: sums([
    ...(taxLines.length > 0 ? [net, ...taxLines] : []),
    { label: t('billing.account.billed'), value: money(bill.totalMinor), emphasis: 'strong' },
  ]),
})}`
}

/** The name of a line, and below it a sentence for each thing that made its amount. */
const titleOf = ({ title, details }: LineWords): Html =>
  html`<bdi>${title}</bdi>${details.map((detail) => html`<span class="row-detail">${detail}</span>`)}`
