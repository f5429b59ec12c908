import type { Bill } from '../billing/index.ts'
import { billTitle, statusTag } from '../billing/index.ts'
import { paths } from '../paths.ts'
import type { Payment } from '../payments/index.ts'
import { methodWords } from '../payments/index.ts'
import type { Html, View } from '../ui/index.ts'
import { cardGrid, emptyState, html, linkButton, linkCard } from '../ui/index.ts'

/** The latest bills, each a way to its page. */
export function latestBills(view: View, bills: readonly Bill[]): Html {
  const { t, formats } = view
  const cards = bills.map((bill) =>
    linkCard({
      href: paths.bill(bill.number),
      title: billTitle(view, bill),
      body: html`<span>${formats.money({ amountMinor: bill.totalMinor, currency: bill.currency })} ${statusTag(view, bill.status)}</span>`,
    }),
  )
  const nothing = emptyState({ icon: 'bill', title: t('billing.bills.empty'), body: t('billing.bills.emptyBody') })
  return section(t('dashboard.home.latestBills'), cards.length > 0 ? cardGrid(...cards) : nothing, {
    href: paths.bills,
    label: t('dashboard.home.allBills'),
  })
}

/** The latest payments, each a way to its receipt. */
export function latestPayments(view: View, payments: readonly Payment[]): Html {
  const { t, formats } = view
  const cards = payments.map(({ number, amountMinor, currency, method, receivedOn }) =>
    linkCard({
      href: paths.payment(number),
      title: formats.day(Temporal.PlainDate.from(receivedOn)),
      body: html`<span>${formats.money({ amountMinor, currency })}, ${methodWords(view, method)}</span>`,
    }),
  )
  const nothing = emptyState({ icon: 'payment', title: t('payments.list.empty'), body: t('payments.list.emptyBody') })
  return section(t('dashboard.home.latestPayments'), cards.length > 0 ? cardGrid(...cards) : nothing, {
    href: paths.payments,
    label: t('dashboard.home.allPayments'),
  })
}

const section = (heading: string, body: Html, all: { readonly href: string; readonly label: string }): Html =>
  html`<h2>${heading}</h2>${body}<p>${linkButton({ ...all, kind: 'quiet', icon: 'next' })}</p>`
