import type { TextsPause } from '@kerbside/otp'
import type { KeptProof } from '../billing/index.ts'
import { proofPart } from '../billing/index.ts'
import type { TextKey } from '../locales/index.ts'
import { messagesAddress } from '../messages/index.ts'
import { paths } from '../paths.ts'
import type { Html, View } from '../ui/index.ts'
import { cardGrid, figureCard, html, linkCard, page } from '../ui/index.ts'
import type { Staff } from '../web/identity.ts'
import type { Action } from '../web/permissions.ts'
import { may } from '../web/permissions.ts'
import type { Count, Counts } from './counts.ts'
import { pauseNotices } from './pause-notices.ts'

export interface HomePage {
  readonly staff: Staff
  readonly counts: Counts
  /** Countries to which strangers' text messages pause. */
  readonly pauses: readonly TextsPause[]
  /** What was found when the books were last proven. */
  readonly proof: KeptProof | undefined
  /** The way to one's own passkeys. */
  readonly passkeys: Html
}

/** The state of things, each leading to the screen that shows more, for whoever may open it. */
export function homePage(view: View, { staff, counts, pauses, proof, passkeys }: HomePage): Html {
  const { t } = view
  const figure = (action: Action, href: string, count: Count, text: TextKey) => ({
    action,
    card: figureCard({ href, figure: figureOf(view, count), label: t(text, { count: count.count }) }),
  })
  const screen = (action: Action, href: string, title: TextKey, body: TextKey) => ({
    action,
    card: linkCard({ href, title: t(title), body: t(body) }),
  })
  const all = [
    figure('customers.read', paths.admin.customers, counts.activeCustomers, 'admin.home.customers'),
    figure('payments.read', paths.admin.approvals, counts.approvals, 'admin.home.approvals'),
    figure('otps.read', paths.admin.otps, counts.requests, 'admin.home.requests'),
    figure('messages.read', messagesAddress('waiting'), counts.waiting, 'admin.home.waiting'),
    figure('messages.read', messagesAddress('failed'), counts.failed, 'admin.home.failed'),
    screen('otps.read', paths.admin.whyNoCode, 'admin.why.title', 'admin.home.why'),
    screen('sessions.read', paths.admin.sessions, 'ui.nav.sessions', 'admin.home.sessions'),
    screen('staff.read', paths.admin.staff, 'ui.nav.staff', 'admin.home.staff'),
  ]
  const open = all.filter(({ action }) => may(staff, action)).map(({ card }) => card)
  const warnings = may(staff, 'otps.read') ? pauseNotices(view, pauses) : html``
  return page(
    view,
    { title: t('ui.nav.overview') },
    html`${warnings}${passkeys}${cardGrid(...open)}${proofPart(view, proof, staff)}`,
  )
}

const figureOf = ({ t, formats }: View, { count, isMore }: Count): string =>
  isMore ? t('admin.home.orMore', { count }) : formats.number(count)
