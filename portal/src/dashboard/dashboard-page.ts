import type { BouncingContact } from '../customers/index.ts'
import { bouncingPart } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { Content, Html, View } from '../ui/index.ts'
import { cardGrid, html, linkCard, page, verbatim } from '../ui/index.ts'
import type { Customer } from '../web/identity.ts'

export interface Dashboard {
  readonly customer: Customer
  /** Whether the contact that signed in belongs to other customers, too. */
  readonly hasOthers: boolean
  /** The contact that signed in. */
  readonly own: string
  /** Contacts that mail came back from. */
  readonly bouncing: readonly BouncingContact[]
}

/** Where a customer arrives: who one is here, and the ways on. */
export function dashboardPage(view: View, { customer, own, hasOthers, bouncing }: Dashboard): Html {
  const { t } = view
  const ways = cardGrid(
    linkCard({ href: paths.bills, title: t('ui.nav.bills'), icon: 'bill', body: t('dashboard.home.bills') }),
    linkCard({
      href: paths.payments,
      title: t('ui.nav.payments'),
      icon: 'payment',
      body: t('dashboard.home.payments'),
    }),
    linkCard({
      href: paths.feedback,
      title: t('ui.nav.feedback'),
      icon: 'feedback',
      body: t('dashboard.home.feedback'),
    }),
    linkCard({ href: paths.account, title: t('ui.nav.account'), icon: 'account', body: t('dashboard.home.account') }),
  )
  return page(
    view,
    {
      title: t('ui.nav.dashboard'),
      heading: html`<bdi>${customer.name}</bdi>`,
      lead: numberLine(view, { customer, hasOthers }),
    },
    html`${bouncingPart(view, bouncing, own)}${ways}`,
  )
}

function numberLine(view: View, { customer, hasOthers }: Pick<Dashboard, 'customer' | 'hasOthers'>): Html {
  const number = verbatim(customer.number)
  if (!hasOthers) return view.rich('dashboard.home.number', { number })
  const link = (words: readonly Content[]) => html`<a href="${paths.otp.choose}">${words}</a>`
  return view.rich('dashboard.home.numberOfSeveral', { number, link })
}
