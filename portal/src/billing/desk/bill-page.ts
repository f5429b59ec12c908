import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { buttonRow, card, descriptionList, html, linkButton, page, sums, verbatim } from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import { may } from '../../web/permissions.ts'
import { billTitle, dayTime, statusTag } from '../bill/bill-words.ts'
import { linesPart } from '../bill/lines-part.ts'
import type { ShownBill } from '../bill/show-bill.ts'
import type { Told } from '../news/told.ts'
import { toldPart } from '../news/told-part.ts'

export interface BillPage {
  readonly shown: ShownBill
  readonly staff: Staff
  /** The messages about it. */
  readonly told: readonly Told[]
}

/** A bill as the desk sees it: what it says, what became of it, and what can be done about it. */
export function billPage(view: View, { shown, staff, told }: BillPage): Html {
  const { bill } = shown
  return page(
    view,
    {
      title: view.t('billing.desk.billTitle', { number: bill.number }),
      heading: html`${view.t('billing.desk.billTitle', { number: bill.number })} ${statusTag(view, bill.status)}`,
    },
    html`${card({ body: descriptionList(facts(view, shown)), actions: actionsFor(view, shown, staff) })}
${linesPart(view, shown)}
${afterPart(view, shown)}
${toldPart(view, told)}`,
  )
}

function facts(view: View, { bill, customerName, customerNumber }: ShownBill) {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: bill.currency })
  const href = paths.admin.customerAccount(customerNumber)
  return [
    {
      term: t('billing.desk.customer'),
      value: html`<a href="${href}"><bdi>${customerName}</bdi></a> · ${verbatim(customerNumber)}`,
    },
    { term: t('billing.desk.what'), value: billTitle(view, bill) },
    { term: t('billing.bill.total'), value: money(bill.totalMinor) },
    { term: t('billing.bill.open'), value: money(bill.openMinor) },
    { term: t('billing.bill.issuedOn'), value: dayTime(view, bill.issuedOn) },
    { term: t('billing.bill.dueOn'), value: dayTime(view, bill.dueOn) },
  ]
}

function actionsFor(view: View, { bill, customerNumber }: ShownBill, staff: Staff): Html {
  const { number, openMinor, totalMinor, forgivenMinor } = bill
  const pay = `${paths.admin.newPayment}?${new URLSearchParams({ customer: customerNumber })}`
  const mayCorrect = may(staff, 'bills.correct')
  return buttonRow(
    ...(may(staff, 'payments.record') && openMinor > 0
      ? [linkButton({ href: pay, label: view.t('billing.desk.pay') })]
      : []),
    linkButton({
      href: paths.admin.billFile(`${number}.pdf`),
      label: view.t('billing.bill.print'),
      kind: 'secondary',
      icon: 'bill',
    }),
    ...(mayCorrect && forgivenMinor < totalMinor
      ? [linkButton({ href: paths.admin.creditBill(number), label: view.t('billing.desk.credit'), kind: 'secondary' })]
      : []),
    ...(mayCorrect && openMinor > 0
      ? [linkButton({ href: paths.admin.writeOffBill(number), label: view.t('billing.desk.writeOff'), kind: 'quiet' })]
      : []),
  )
}

/** What became of it, each leading to its document. */
function afterPart(view: View, { bill, payments, credits, writtenOffMinor }: ShownBill): Html {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: bill.currency })
  const paid = payments.map(({ number, receivedOn, amountMinor }) => ({
    label: html`${t('billing.entry.payment')} <a href="${paths.admin.payment(number)}">${verbatim(number)}</a>`,
    detail: dayTime(view, receivedOn),
    value: money(-amountMinor),
  }))
  const credited = credits.map(({ number, issuedOn, reason, totalMinor }) => ({
    label: html`${t('billing.entry.credit_note')} <a href="${paths.admin.creditNote(number)}">${verbatim(number)}</a>`,
    detail: html`${dayTime(view, issuedOn)} · <bdi>${reason}</bdi>`,
    value: money(-totalMinor),
  }))
  const writtenOff = { label: t('billing.entry.write_off'), value: money(-writtenOffMinor) }
  return html`<h2>${t('billing.desk.after')}</h2>
${card({
  body: sums([
    { label: t('billing.bill.total'), value: money(bill.totalMinor) },
    ...paid,
    ...credited,
    ...(writtenOffMinor === 0 ? [] : [writtenOff]),
    { label: t('billing.bill.open'), value: money(bill.openMinor), emphasis: 'strong' },
  ]),
})}`
}
