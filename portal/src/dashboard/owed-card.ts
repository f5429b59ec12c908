import { balanceWords, dayWords } from '../billing/index.ts'
import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { card, html, linkButton, notice } from '../ui/index.ts'

/** What a customer owes today. */
export interface OwedNow {
  /** Above zero is owed, below is credit. */
  readonly balanceMinor: number
  /** The earliest day by which something is to be paid; null when nothing is. */
  readonly dueOn: string | null
  /** So much of it should have been paid before today. */
  readonly overdueMinor: number
  readonly currency: string
}

/** What is to be paid now and by when: the first thing that a customer comes for. */
export function owedCard(view: View, owed: OwedNow): Html {
  const { t } = view
  const { balanceMinor, currency } = owed
  const bills = linkButton({ href: `${paths.bills}?show=open`, label: t('dashboard.owed.bills') })
  return card({
    title: t('dashboard.owed.title'),
    figure: balanceWords(view, currency, balanceMinor),
    body: byWhen(view, owed),
    actions: balanceMinor > 0 ? bills : undefined,
  })
}

function byWhen(view: View, { balanceMinor, dueOn, overdueMinor, currency }: OwedNow): Html {
  const { t, formats } = view
  if (balanceMinor < 0) return html`<p>${t('dashboard.owed.credit')}</p>`
  if (balanceMinor === 0 || dueOn === null) return html`<p>${t('dashboard.owed.nothing')}</p>`
  const day = dayWords(formats, dueOn)
  if (overdueMinor === 0) return html`<p>${t('dashboard.owed.by', { day })}</p>`
  const amount = formats.money({ amountMinor: overdueMinor, currency })
  return notice(view, { tone: 'danger', body: t('dashboard.owed.overdue', { amount, day }) })
}
