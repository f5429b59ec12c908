import type { CustomerRecord } from '../../customers/index.ts'
import { paths } from '../../paths.ts'
import type { Html, View } from '../../ui/index.ts'
import {
  buttonRow,
  card,
  dataTable,
  descriptionList,
  html,
  instant,
  linkButton,
  notice,
  page,
  tag,
} from '../../ui/index.ts'
import type { Staff } from '../../web/identity.ts'
import { may } from '../../web/permissions.ts'
import type { ShownPayment } from '../receipt/show-payment.ts'

export interface PaymentPage extends ShownPayment {
  readonly customer: Pick<CustomerRecord, 'number' | 'name'>
  readonly staff: Staff
}

/** A payment as the desk sees it: what it was, what it settled, and what became of it. */
export function paymentPage(view: View, data: PaymentPage): Html {
  const { payment, reversal } = data
  const { number } = payment
  return page(
    view,
    {
      title: view.t('payments.desk.title', { number }),
      heading: html`${view.t('payments.desk.title', { number })} ${payment.isReversed ? tag('danger', view.t('payments.desk.reversed')) : ''}`,
    },
    html`${reversal ? reversedNotice(view, reversal) : ''}
${card({ body: descriptionList(facts(view, data)), actions: actionsFor(view, data) })}
${data.settled.length > 0 ? settledPart(view, data) : ''}
${data.refunds.length > 0 ? refundsPart(view, data) : ''}`,
  )
}

const reversedNotice = (view: View, { reason, reversedOn }: { reason: string; reversedOn: string }): Html =>
  notice(view, {
    tone: 'warning',
    body: view.rich('payments.desk.reversedWhy', { day: dayOf(view, reversedOn), reason: html`<bdi>${reason}</bdi>` }),
  })

const dayOf = (view: View, day: string): string => view.formats.day(Temporal.PlainDate.from(day))

function facts(view: View, { payment, customer }: PaymentPage) {
  const { t, formats } = view
  const money = (amountMinor: number) => formats.money({ amountMinor, currency: payment.currency })
  const link = html`<a href="${paths.admin.customerAccount(customer.number)}"><bdi>${customer.name}</bdi></a> · <bdi>${customer.number}</bdi>`
  return [
    { term: t('payments.desk.customer'), value: link },
    { term: t('payments.form.amount'), value: html`<bdi>${money(payment.amountMinor)}</bdi>` },
    { term: t('payments.form.method'), value: t(`payments.method.${payment.method}`) },
    ...(payment.reference === ''
      ? []
      : [{ term: t('payments.form.reference'), value: html`<bdi>${payment.reference}</bdi>` }]),
    { term: t('payments.form.receivedOn'), value: dayOf(view, payment.receivedOn) },
    { term: t('payments.desk.recordedAt'), value: instant(view, payment.recordedAt) },
    ...(payment.leftMinor > 0
      ? [{ term: t('payments.desk.credit'), value: html`<bdi>${money(payment.leftMinor)}</bdi>` }]
      : []),
  ]
}

function actionsFor(view: View, { payment, customer, staff, refunds }: PaymentPage): Html {
  const { number, isReversed, leftMinor } = payment
  const mayUndo = may(staff, 'payments.undo') && !isReversed
  const again = `${paths.admin.newPayment}?${new URLSearchParams({ customer: customer.number })}`
  const file = paths.admin.receiptFile(`${number}.pdf`)
  const ways = [
    linkButton({ href: file, label: view.t('payments.desk.print'), kind: 'secondary', icon: 'payment' }),
    ...(may(staff, 'payments.record')
      ? [linkButton({ href: paths.admin.newPayment, label: view.t('payments.desk.another'), kind: 'secondary' })]
      : []),
    ...(may(staff, 'payments.record') && isReversed
      ? [linkButton({ href: again, label: view.t('payments.desk.anotherOf'), kind: 'secondary' })]
      : []),
    ...(mayUndo && leftMinor > 0
      ? [
          linkButton({
            href: paths.admin.refundPayment(number),
            label: view.t('payments.desk.refund'),
            kind: 'secondary',
          }),
        ]
      : []),
    ...(mayUndo && refunds.length === 0 && payment.method !== 'opening'
      ? [
          linkButton({
            href: paths.admin.reversePayment(number),
            label: view.t('payments.desk.reverse'),
            kind: 'quiet',
          }),
        ]
      : []),
  ]
  return buttonRow(...ways)
}

function settledPart(view: View, { settled, payment: { currency } }: PaymentPage): Html {
  return html`<h2>${view.t('payments.desk.settled')}</h2>
${dataTable<PaymentPage['settled'][number]>({
  caption: view.t('payments.desk.settled'),
  rows: settled,
  columns: [
    {
      heading: view.t('payments.desk.bill'),
      kind: 'title',
      cell: ({ bill }) => html`<a href="${paths.admin.bill(bill)}"><bdi>${bill}</bdi></a>`,
    },
    {
      heading: view.t('payments.form.amount'),
      kind: 'figure',
      cell: ({ amountMinor }) => view.formats.money({ amountMinor, currency }),
    },
  ],
})}`
}

function refundsPart(view: View, { refunds, payment: { currency } }: PaymentPage): Html {
  return html`<h2>${view.t('payments.desk.refunds')}</h2>
${dataTable<PaymentPage['refunds'][number]>({
  caption: view.t('payments.desk.refunds'),
  rows: refunds,
  columns: [
    { heading: view.t('payments.desk.number'), kind: 'title', cell: ({ number }) => html`<bdi>${number}</bdi>` },
    { heading: view.t('payments.desk.refundedOn'), cell: ({ refundedOn }) => dayOf(view, refundedOn) },
    { heading: view.t('payments.desk.reason'), cell: ({ reason }) => html`<bdi>${reason}</bdi>` },
    {
      heading: view.t('payments.form.amount'),
      kind: 'figure',
      cell: ({ amountMinor }) => view.formats.money({ amountMinor, currency }),
    },
  ],
})}`
}
