import { dayTime } from '../../billing/index.ts'
import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { card, descriptionList, html, linkButton, notice, page, sums, verbatim } from '../../ui/index.ts'
import { methodWords } from './payment-words.ts'
import type { ShownPayment } from './show-payment.ts'

/** A payment: the receipt for it, and what became of the money. */
export function receiptPage(view: View, shown: ShownPayment): Html {
  const { t, formats } = view
  const { payment } = shown
  const amount = formats.money({ amountMinor: payment.amountMinor, currency: payment.currency })
  const print = linkButton({
    href: paths.paymentFile(`${payment.number}.pdf`),
    label: t('payments.receipt.print'),
    kind: 'secondary',
    icon: 'payment',
  })
  return page(
    view,
    { title: t('payments.receipt.title'), actions: print, lead: t('payments.receipt.lead', { amount }) },
    html`${undone(view, shown)}${card({ body: descriptionList(facts(view, shown)) })}${useOf(view, shown)}`,
  )
}

function facts(view: View, { payment }: ShownPayment) {
  const { t } = view
  const { number, receivedOn, method, reference } = payment
  return [
    { term: t('payments.receipt.number'), value: verbatim(number) },
    { term: t('payments.receipt.receivedOn'), value: dayTime(view, receivedOn) },
    { term: t('payments.receipt.method'), value: methodWords(view, method) },
    ...(reference === '' ? [] : [{ term: t('payments.receipt.reference'), value: verbatim(reference) }]),
  ]
}

/** A receipt for money that did not come after all must not look like one. */
function undone(view: View, { reversal }: ShownPayment): Html {
  if (!reversal) return html``
  const { t, formats } = view
  const day = formats.day(Temporal.PlainDate.from(reversal.reversedOn))
  const body = html`${t('payments.receipt.reversed', { day })} <bdi>${reversal.reason}</bdi>`
  return notice(view, { tone: 'danger', body })
}

function useOf(view: View, { payment, settled, refunds, reversal }: ShownPayment): Html {
  if (reversal) return html``
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: payment.currency })
  const credit = { label: t('payments.receipt.credit'), value: money(payment.leftMinor) }
  return html`<h2>${t('payments.receipt.use')}</h2>
${card({
  body: sums([
    ...settled.map(({ bill, amountMinor }) => ({
      label: view.rich('payments.receipt.bill', {
        number: html`<a href="${paths.bill(bill)}">${verbatim(bill)}</a>`,
      }),
      value: money(amountMinor),
    })),
    ...refunds.map(({ number, amountMinor, refundedOn, reason }) => ({
      label: view.rich('payments.receipt.refund', {
        number: verbatim(number),
        day: formats.day(Temporal.PlainDate.from(refundedOn)),
      }),
      detail: html`<bdi>${reason}</bdi>`,
      value: money(amountMinor),
    })),
    ...(payment.leftMinor > 0 ? [credit] : []),
    { label: t('payments.receipt.amount'), value: money(payment.amountMinor), emphasis: 'strong' },
  ]),
})}`
}
