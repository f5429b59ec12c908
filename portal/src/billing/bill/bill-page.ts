import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { card, descriptionList, html, linkButton, page, sums, verbatim } from '../../ui/index.ts'
import { balanceFigure, balanceWords } from '../balance-words.ts'
import { howToPay } from '../how-to-pay.ts'
import { afterPart } from './after-part.ts'
import { billTitle, dayTime, statusTag } from './bill-words.ts'
import { changesPart } from './changes-part.ts'
import { linesPart } from './lines-part.ts'
import type { ShownBill } from './show-bill.ts'

export interface BillPage {
  readonly shown: ShownBill
  /** How the operator takes money; undefined where it has not said. */
  readonly instructions: readonly string[] | undefined
}

/** A bill: what is to be paid, what for, what changed, and how it fits the account. */
export function billPage(view: View, { shown, instructions }: BillPage): Html {
  const { t } = view
  const { bill } = shown
  const title = billTitle(view, bill)
  const print = linkButton({
    href: paths.billFile(`${bill.number}.pdf`),
    label: t('billing.bill.print'),
    kind: 'secondary',
    icon: 'bill',
  })
  return page(
    view,
    { title, actions: print, lead: leadOf(view, shown) },
    html`${card({ body: descriptionList(facts(view, shown)) })}
${linesPart(view, shown)}
${changesPart(view, shown)}
${accountPart(view, shown)}
${afterPart(view, shown)}
${bill.openMinor > 0 ? howToPay(view, instructions, shown.customerNumber) : ''}`,
  )
}

/** What is to be done about it today, in one sentence. */
function leadOf({ t, formats }: View, { bill }: ShownBill): string {
  const { status, openMinor, currency, dueOn } = bill
  const day = formats.day(Temporal.PlainDate.from(dueOn))
  return t(`billing.bill.lead.${status}`, { amount: formats.money({ amountMinor: openMinor, currency }), day })
}

function facts(view: View, { bill, customerNumber }: ShownBill) {
  const { t, formats } = view
  const { currency, totalMinor, openMinor } = bill
  return [
    { term: t('billing.bill.state'), value: statusTag(view, bill.status) },
    { term: t('billing.bill.total'), value: formats.money({ amountMinor: totalMinor, currency }) },
    { term: t('billing.bill.open'), value: formats.money({ amountMinor: openMinor, currency }) },
    { term: t('billing.bill.dueOn'), value: dayTime(view, bill.dueOn) },
    { term: t('billing.bill.issuedOn'), value: dayTime(view, bill.issuedOn) },
    { term: t('billing.bill.number'), value: verbatim(bill.number) },
    { term: t('billing.bill.customerNumber'), value: verbatim(customerNumber) },
  ]
}

/** What was owed before, what came between, what is new, and what is due in all: each by itself. */
function accountPart(view: View, { bill: { currency }, account }: ShownBill): Html {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency })
  const corrected = { label: t('billing.account.corrected'), value: money(account.correctedMinor) }
  return html`<h2>${t('billing.account.title')}</h2>
${card({
  body: html`<p>${t('billing.account.lead')}</p>${sums([
    { label: t('billing.account.previous'), value: balanceFigure(view, currency, account.previousMinor) },
    { label: t('billing.account.paid'), value: money(account.paidMinor) },
    ...(account.correctedMinor === 0 ? [] : [corrected]),
    { label: t('billing.account.billed'), value: money(account.billedMinor) },
    { label: t('billing.account.due'), value: balanceWords(view, currency, account.dueMinor), emphasis: 'strong' },
  ])}`,
})}`
}
