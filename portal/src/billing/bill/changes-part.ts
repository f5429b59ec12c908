import { paths } from '../../paths.ts'
import type { Content, Html, View } from '../../ui/index.ts'
import { card, html, sums } from '../../ui/index.ts'
import { changeWords, differenceWords } from './change-words.ts'
import type { ShownBill } from './show-bill.ts'

/** Why this bill is not the same as the last one; what differs adds up to the difference of the two. */
export function changesPart(view: View, shown: ShownBill): Html {
  if (shown.bill.kind !== 'regular') return html``
  return html`<h2>${view.t('billing.change.title')}</h2>${card({ body: comparison(view, shown) })}`
}

function comparison(view: View, { bill, before, changes }: ShownBill): Html {
  const { t, formats } = view
  if (!before) return html`<p>${t('billing.change.first')}</p>`
  const month = formats.month(before.period)
  const link = (words: readonly Content[]) => html`<a href="${paths.bill(before.number)}">${words}</a>`
  if (changes.length === 0) return html`<p>${view.rich('billing.change.nothing', { month, link })}</p>`
  const difference = differenceWords(view, bill.currency, bill.totalMinor - before.totalMinor)
  return html`<p>${view.rich('billing.change.lead', { month, link })}</p>
${sums([
  ...changes.map((change) => {
    const words = changeWords(view, bill.currency, change)
    return { label: html`<bdi>${words.title}</bdi>`, detail: words.reasons.join(' '), value: words.difference }
  }),
  { label: t('billing.change.together'), value: difference, emphasis: 'strong' },
])}`
}
