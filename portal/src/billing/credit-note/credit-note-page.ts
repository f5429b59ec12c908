import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { card, descriptionList, html, linkButton, page, verbatim } from '../../ui/index.ts'
import { dayTime } from '../bill/bill-words.ts'
import type { CreditedLine, CreditNote } from '../queries/credit-notes.ts'
import { creditedPart } from './credited-part.ts'

/** What was taken back of a bill, and why. */
export function creditNotePage(view: View, note: CreditNote, lines: readonly CreditedLine[]): Html {
  const { t } = view
  const bill = html`<a href="${paths.bill(note.bill)}">${verbatim(note.bill)}</a>`
  const print = linkButton({
    href: paths.creditNoteFile(`${note.number}.pdf`),
    label: t('billing.bill.print'),
    kind: 'secondary',
    icon: 'bill',
  })
  return page(
    view,
    { title: t('billing.creditNote.title'), actions: print, lead: t(`billing.creditNote.lead.${note.extent}`) },
    html`${card({
      body: descriptionList([
        { term: t('billing.creditNote.number'), value: verbatim(note.number) },
        { term: t('billing.bill.number'), value: bill },
        { term: t('billing.bill.issuedOn'), value: dayTime(view, note.issuedOn) },
        { term: t('billing.creditNote.reason'), value: html`<bdi>${note.reason}</bdi>` },
      ]),
    })}
${creditedPart(view, note, lines)}`,
  )
}
