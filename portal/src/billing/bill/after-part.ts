import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import { card, html, sums, verbatim } from '../../ui/index.ts'
import { dayWords } from '../speech.ts'
import type { ShownBill } from './show-bill.ts'

/** What became of a bill since it was issued: payments, credit notes, what was given up; and what is left of it. */
export function afterPart(view: View, { bill, payments, credits, writtenOffMinor }: ShownBill): Html {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: bill.currency })
  const moved = [
    ...payments.map(({ number, receivedOn, amountMinor }) => ({
      label: view.rich('billing.after.payment', {
        day: dayWords(formats, receivedOn),
        number: html`<a href="${paths.payment(number)}">${verbatim(number)}</a>`,
      }),
      value: money(-amountMinor),
    })),
    ...credits.map(({ number, issuedOn, totalMinor, reason }) => ({
      label: view.rich('billing.after.credit', {
        day: dayWords(formats, issuedOn),
        number: html`<a href="${paths.creditNote(number)}">${verbatim(number)}</a>`,
      }),
      detail: html`<bdi>${reason}</bdi>`,
      value: money(-totalMinor),
    })),
    ...(writtenOffMinor === 0 ? [] : [{ label: t('billing.after.writtenOff'), value: money(-writtenOffMinor) }]),
  ]
  if (moved.length === 0) return html``
  return html`<h2>${t('billing.after.title')}</h2>
${card({
  body: sums([
    { label: t('billing.account.billed'), value: money(bill.totalMinor) },
    ...moved,
    { label: t('billing.bill.open'), value: money(bill.openMinor), emphasis: 'strong' },
  ]),
})}`
}
