import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { card, descriptionList, html, page, sums, verbatim } from '../../ui/index.ts'
import { dayTime } from '../bill/bill-words.ts'
import { labelWords } from '../bill/line-words.ts'
import type { CreditedLine, CreditNote } from '../queries/credit-notes.ts'

/** What was taken back of a bill, and why, as the desk sees it. */
export function creditNotePage(view: View, note: CreditNote, lines: readonly CreditedLine[]): Html {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: note.currency })
  const href = paths.admin.customerAccount(note.customerNumber)
  return page(
    view,
    { title: t('billing.desk.creditNoteTitle', { number: note.number }) },
    html`${card({
      body: descriptionList([
        {
          term: t('billing.desk.customer'),
          value: html`<a href="${href}"><bdi>${note.customerName}</bdi></a> · ${verbatim(note.customerNumber)}`,
        },
        {
          term: t('billing.bill.number'),
          value: html`<a href="${paths.admin.bill(note.bill)}">${verbatim(note.bill)}</a>`,
        },
        { term: t('billing.bill.issuedOn'), value: dayTime(view, note.issuedOn) },
        { term: t('billing.creditNote.reason'), value: html`<bdi>${note.reason}</bdi>` },
      ]),
    })}
<h2>${t('billing.creditNote.lines')}</h2>
${card({
  body: sums([
    ...lines.map((line) => ({
      label: html`<bdi>${labelWords(view, line.label)}</bdi>`,
      detail: line.from !== null && line.until !== null ? formats.days(line.from, line.until) : undefined,
      value: money(line.amountMinor),
    })),
    { label: t('billing.creditNote.total'), value: money(note.totalMinor), emphasis: 'strong' },
  ]),
})}`,
  )
}
