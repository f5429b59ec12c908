import { dayWords } from '../../billing/index.ts'
import type { Print } from '../../web/print.ts'
import type { PrintedDocument, PrintedRow } from '../../workshop/index.ts'
import { methodWords } from './payment-words.ts'
import type { ShownPayment } from './show-payment.ts'

/** Whose receipt it is. */
export interface Payer {
  readonly number: string
  readonly name: string
  readonly address: string
}

/** A receipt on paper, as things stand: of a payment that was undone it says so first. */
export function printReceipt(print: Print, shown: ShownPayment, payer: Payer): PrintedDocument {
  const { t, formats, frame } = print
  const { payment, reversal } = shown
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: payment.currency })
  const amount = money(payment.amountMinor)
  return {
    ...frame,
    title: t('payments.print.title', { number: payment.number }),
    createdAt: payment.recordedAt,
    recipient: [payer.name, ...payer.address.split('\n')],
    heading: t('payments.receipt.title'),
    lead: reversal
      ? t('payments.receipt.reversed', { day: dayWords(formats, reversal.reversedOn) })
      : t('payments.receipt.lead', { amount }),
    facts: [
      { label: t('payments.receipt.number'), value: payment.number },
      { label: t('payments.print.customerNumber'), value: payer.number },
      { label: t('payments.receipt.receivedOn'), value: dayWords(formats, payment.receivedOn) },
      { label: t('payments.receipt.method'), value: methodWords(print, payment.method) },
      ...(payment.reference === '' ? [] : [{ label: t('payments.receipt.reference'), value: payment.reference }]),
    ],
    tables: reversal
      ? []
      : [
          {
            heading: t('payments.receipt.use'),
            columns: [
              { label: t('payments.print.use'), holds: 'text' },
              { label: t('payments.receipt.amount'), holds: 'numbers' },
            ],
            rows: rowsOf(print, shown, money),
            totals: [{ label: t('payments.receipt.amount'), value: amount, emphasis: 'strong' }],
          },
        ],
    notes: [],
  }
}

function rowsOf(
  { t, formats }: Print,
  { payment, settled, refunds }: ShownPayment,
  money: (amountMinor: number) => string,
): readonly PrintedRow[] {
  return [
    ...settled.map(({ bill, amountMinor }) => ({
      cells: [t('payments.receipt.bill', { number: bill }), money(amountMinor)],
    })),
    ...refunds.map(({ number, refundedOn, amountMinor, reason }) => ({
      cells: [t('payments.receipt.refund', { number, day: dayWords(formats, refundedOn) }), money(amountMinor)],
      detail: reason,
    })),
    ...(payment.leftMinor > 0 ? [{ cells: [t('payments.receipt.credit'), money(payment.leftMinor)] }] : []),
  ]
}
