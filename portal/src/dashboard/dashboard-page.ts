import type { Bill } from '../billing/index.ts'
import { howToPay } from '../billing/index.ts'
import type { BouncingContact } from '../customers/index.ts'
import { bouncingPart } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { Payment } from '../payments/index.ts'
import type { Content, Html, View } from '../ui/index.ts'
import { cardGrid, html, linkCard, page, verbatim } from '../ui/index.ts'
import type { Customer } from '../web/identity.ts'
import { latestBills, latestPayments } from './latest-part.ts'
import type { OwedNow } from './owed-card.ts'
import { owedCard } from './owed-card.ts'

export interface Dashboard {
  readonly customer: Customer
  /** Whether the contact that signed in belongs to other customers, too. */
  readonly hasOthers: boolean
  /** The contact that signed in. */
  readonly own: string
  /** Contacts that mail came back from. */
  readonly bouncing: readonly BouncingContact[]
  readonly owed: OwedNow
  /** How the operator takes money; undefined where it has not said. */
  readonly instructions: readonly string[] | undefined
  /** The newest few. */
  readonly bills: readonly Bill[]
  readonly payments: readonly Payment[]
}

/** Where a customer arrives: what is to be paid and by when, what was last billed and paid, and the ways on. */
export function dashboardPage(view: View, dashboard: Dashboard): Html {
  const { t } = view
  const { customer, own, hasOthers, bouncing, owed, instructions, bills, payments } = dashboard
  const ways = cardGrid(
    linkCard({
      href: paths.statement,
      title: t('ui.nav.statement'),
      icon: 'statement',
      body: t('dashboard.home.statement'),
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
    html`${bouncingPart(view, bouncing, own)}${owedCard(view, owed)}
${owed.balanceMinor > 0 ? howToPay(view, instructions, customer.number) : ''}
${latestBills(view, bills)}
${latestPayments(view, payments)}
<h2>${t('dashboard.home.more')}</h2>
${ways}`,
  )
}

function numberLine(view: View, { customer, hasOthers }: Pick<Dashboard, 'customer' | 'hasOthers'>): Html {
  const number = verbatim(customer.number)
  if (!hasOthers) return view.rich('dashboard.home.number', { number })
  const link = (words: readonly Content[]) => html`<a href="${paths.otp.choose}">${words}</a>`
  return view.rich('dashboard.home.numberOfSeveral', { number, link })
}
