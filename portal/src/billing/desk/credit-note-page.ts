import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { card, descriptionList, html, page, verbatim } from '../../ui/index.ts'
import { dayTime } from '../bill/bill-words.ts'
import { creditedPart } from '../credit-note/credited-part.ts'
import type { CreditedLine, CreditNote } from '../queries/credit-notes.ts'

/** What was taken back of a bill, and why, as the desk sees it. */
export function creditNotePage(view: View, note: CreditNote, lines: readonly CreditedLine[]): Html {
  const { t } = view
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
${creditedPart(view, note, lines)}`,
  )
}
