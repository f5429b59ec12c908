import type { FlowState } from '@kerbside/otp'
import type { Content, Html, View } from '../ui/index.ts'
import { button, countdown, html, lateDisclosure, linkButton, postForm } from '../ui/index.ts'
import type { Ways } from '../web/ways.ts'
import type { SignInPaths } from './verify-page.ts'

/** The id of the part, which opens by itself when the message is lost. */
export const OTHER_WAYS = 'other-ways'

export interface OtherWays {
  readonly flow: FlowState
  readonly to: SignInPaths
  readonly ways: Ways
  /** From when on the part stands open, epoch milliseconds. */
  readonly opensAt: number
}

/** What whoever waits in vain can do: ask for another message, by another channel, or at another contact that the person names. */
export function otherWays(view: View, { flow, to, ways, opensAt }: OtherWays): Html {
  const { t } = view
  const hint = t(flow.otpType === 'email' ? 'sign-in.verify.nothingHint' : 'sign-in.verify.nothingHintPhone')
  const body = html`<p>${hint}</p>${again(view, flow, to, ways)}${elsewhere(view, flow, to, ways)}`
  const said = t('sign-in.verify.waysOpen')
  return lateDisclosure(view, { id: OTHER_WAYS, summary: t('sign-in.verify.nothing'), body, opensAt, said })
}

const RESEND_BUTTON = 'resend-button'

function again(view: View, flow: FlowState, to: SignInPaths, ways: Ways): Html {
  if (flow.resendAt === null) return html`<p>${view.t('sign-in.resend.no_resends_left')}</p>`
  const wait = countdown(view, {
    until: flow.resendAt,
    standing: 'sign-in.resend.standing',
    running: 'sign-in.resend.running',
    over: 'sign-in.resend.over',
    holds: RESEND_BUTTON,
  })
  const resend = button({ label: view.t('sign-in.resend.submit'), kind: 'secondary', id: RESEND_BUTTON })
  return html`${wait}${postForm(view, { action: to.resend }, html`${resend}${otherChannel(view, flow, ways)}`)}`
}

/** WhatsApp instead of SMS, and the other way round: the same number, the same flow. */
function otherChannel(view: View, { channel }: FlowState, ways: Ways): Content {
  if (channel === 'email' || !ways.whatsapp) return ''
  const other = channel === 'sms' ? 'whatsapp' : 'sms'
  const label = view.t(other === 'sms' ? 'sign-in.resend.bySms' : 'sign-in.resend.byWhatsapp')
  return button({ label, kind: 'quiet', name: 'channel', value: other })
}

/** A contact of the other kind is typed by the person: what is on record beside the first one is nobody's business here. */
function elsewhere(view: View, { otpType }: FlowState, to: SignInPaths, ways: Ways): Content {
  if (otpType === 'email' && !ways.phone) return ''
  const other = otpType === 'email' ? 'phone' : 'email'
  const label = view.t(other === 'phone' ? 'sign-in.verify.byPhone' : 'sign-in.verify.byEmail')
  return html`<p>${linkButton({ href: `${to.request}?otp_type=${other}`, label, kind: 'quiet' })}</p>`
}
