import type { Html, View } from '../../ui/index.ts'
import { card, html, sums } from '../../ui/index.ts'
import { labelWords } from '../bill/line-words.ts'
import type { CreditedLine, CreditNote } from '../queries/credit-notes.ts'

/** What a credit note takes back, line by line, and its sum. */
export function creditedPart(view: View, note: CreditNote, lines: readonly CreditedLine[]): Html {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: note.currency })
  return html`<h2>${t('billing.creditNote.lines')}</h2>
${card({
  body: sums([
    ...lines.map((line) => ({
      label: html`<bdi>${labelWords(view, line.label)}</bdi>`,
      detail: line.from !== null && line.until !== null ? formats.days(line.from, line.until) : undefined,
      value: money(line.amountMinor),
    })),
    { label: t('billing.creditNote.total'), value: money(note.totalMinor), emphasis: 'strong' },
  ]),
})}`
}
