import type { FlowState } from '@kerbside/otp'
import type { TextKey } from '../locales/index.ts'
import type { Content, FormError, FormState, Html, View } from '../ui/index.ts'
import {
  button,
  codeField,
  countdown,
  deliveryAgain,
  digitsField,
  disclosure,
  emptyForm,
  html,
  linkButton,
  matchLine,
  matchMark,
  more,
  page,
  postForm,
  verbatim,
} from '../ui/index.ts'
import type { Ways } from '../web/ways.ts'
import type { Waiting } from './delivery.ts'
import { deliveryPart } from './delivery-part.ts'
import { otherWays } from './other-ways.ts'

/** The addresses that a sign-in page posts to: customers and staff have pages of their own. */
export interface SignInPaths {
  readonly request: string
  readonly verify: string
  /** Where a known device hears how its message fares. */
  readonly progress: string
  readonly resend: string
}

export interface VerifyPage {
  readonly flow: FlowState
  readonly to: SignInPaths
  readonly ways: Ways
  readonly waiting: Waiting
  readonly form?: FormState
}

// A code that is longer than this was lengthened by guessing, or belongs to staff, who know.
const USUAL_LENGTH = 8

/** The guide's `verify_otp.html`, in each state of a flow. */
export function verifyPage(view: View, shown: VerifyPage): Html {
  return shown.flow.held ? heldPage(view, shown) : openPage(view, shown)
}

function openPage(view: View, { flow, to, ways, waiting, form = emptyForm }: VerifyPage): Html {
  const t = view.t
  const length = flow.codeLength ?? 0
  const lead = view.rich('sign-in.verify.sent', { contact: html`<strong>${verbatim(flow.sentTo)}</strong>` })
  const look = matchLine(view.rich('sign-in.verify.look', { mark: matchMark(flow.mark ?? '') }))
  const field = codeField(view, form, {
    name: 'otp_code',
    label: t('sign-in.verify.code'),
    hint: t('sign-in.verify.hint', { length }),
    length,
    channel: flow.channel,
  })
  const submit = button({ label: t('sign-in.verify.submit') })
  const again = waiting.delivery ? deliveryAgain({ name: 'look', label: t('sign-in.delivery.again') }) : ''
  const opensAt = form.refusal ? view.now : waiting.waysAt
  const body = html`${look}
${length > USUAL_LENGTH ? html`<p>${t('sign-in.verify.long')}</p>` : ''}
${progress(view, flow, to, waiting)}
${postForm(view, { action: to.verify }, html`${field}${expiry(view, flow)}${submit}${again}`)}
${more(otherContact(view, to), passPart(view, flow, to, form), otherWays(view, { flow, to, ways, opensAt }))}`
  return page(view, { title: t('sign-in.verify.title'), lead, form }, body)
}

const progress = (view: View, flow: FlowState, to: SignInPaths, { delivery: state }: Waiting): Content =>
  state ? deliveryPart(view, { flow, state, stream: to.progress }) : ''

const expiry = (view: View, { expiresAt }: FlowState): Content =>
  expiresAt === null
    ? ''
    : countdown(view, {
        until: expiresAt,
        standing: 'sign-in.verify.expiresStanding',
        running: 'sign-in.verify.expiresRunning',
        over: 'sign-in.verify.expiresOver',
        toldAtSeconds: [60],
      })

function passPart(view: View, { takesPass }: FlowState, to: SignInPaths, form: FormState): Content {
  if (!takesPass) return ''
  return disclosure({
    summary: view.t('sign-in.pass.title'),
    open: form.errors['otp_pass'] !== undefined,
    body: passForm(view, form, to, 'secondary'),
  })
}

function passForm(view: View, form: FormState, to: SignInPaths, kind: 'primary' | 'secondary'): Html {
  const field = digitsField(view, form, {
    name: 'otp_pass',
    label: view.t('sign-in.pass.label'),
    hint: view.t('sign-in.pass.hint'),
  })
  return postForm(view, { action: to.resend }, html`${field}${button({ label: view.t('sign-in.pass.submit'), kind })}`)
}

const otherContact = (view: View, to: SignInPaths): Html =>
  linkButton({ href: to.request, label: view.t('sign-in.verify.other'), kind: 'quiet' })

function heldPage(view: View, { flow, to, form = emptyForm }: VerifyPage): Html {
  const t = view.t
  const retryAt = flow.resendAt ?? view.now
  const retry =
    retryAt <= view.now
      ? postForm(view, { action: to.resend }, button({ label: t('sign-in.held.retry'), kind: 'secondary' }))
      : ''
  const wayOut = flow.takesPass
    ? html`<p>${t('sign-in.held.open')}</p>${passForm(view, form, to, 'primary')}`
    : html`<p>${t('sign-in.pass.pass_not_taken')}</p>`
  const { why, next } = flow.channel === 'email' ? heldTexts.email : heldTexts.phone
  const wait = html`<p>${t(next, { time: whenText(view, retryAt) })}</p>`
  const body = html`${wayOut}${wait}${retry}${more(byEmail(view, flow, to), otherContact(view, to))}`
  return page(view, { title: t('sign-in.held.title'), lead: t(why), form }, body)
}

// A number may also wait because the day's text messages are used up: then no message of its own has a pass.
const heldTexts = {
  email: { why: 'sign-in.held.why', next: 'sign-in.held.noMessage' },
  phone: { why: 'sign-in.held.whyPhone', next: 'sign-in.held.noMessagePhone' },
} as const

/** Mail costs nothing, and is never used up. */
const byEmail = (view: View, { channel }: FlowState, to: SignInPaths): Content =>
  channel === 'email'
    ? ''
    : linkButton({ href: `${to.request}?otp_type=email`, label: view.t('sign-in.held.byEmail'), kind: 'secondary' })

/** The time of day, with its day when that is another one. */
export const whenText = (view: View, at: number): string =>
  view.formats.date(at) === view.formats.date(view.now) ? view.formats.time(at) : view.formats.dateTime(at)

/** Why a flow's code can be typed no more. */
export type FlowEnd = 'expired' | 'too_many_attempts' | 'already_used'

export interface OverPage {
  readonly end: FlowEnd
  readonly flow: FlowState
  readonly to: SignInPaths
  /** The fields of a request for the same contact. */
  readonly again: Readonly<Record<string, string>>
}

/** "This code can no longer be used", and the way on: a new one for the same contact, or when that can come. */
export function overPage(view: View, { end, flow, to, again }: OverPage): Html {
  const t = view.t
  const fields = Object.entries(again).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  const ask = postForm(view, { action: to.request }, html`${fields}${button({ label: t('sign-in.over.again') })}`)
  const waitsUntil = flow.live && end === 'expired' ? (flow.resendAt ?? 0) : 0
  const wait = html`<p>${t('sign-in.held.noMessage', { time: whenText(view, waitsUntil) })}</p>`
  const body = html`${waitsUntil > view.now ? wait : ask}
${more(passPart(view, flow, to, emptyForm), otherContact(view, to))}`
  const leads: Record<FlowEnd, TextKey> = {
    expired: 'sign-in.over.expired',
    too_many_attempts: 'sign-in.over.too_many_attempts',
    already_used: 'sign-in.over.already_used',
  }
  return page(view, { title: t('sign-in.over.title'), lead: t(leads[end]) }, body)
}

/** Asks before a resend: for a GET that the browser does not vouch for. */
export function resendPage(view: View, to: SignInPaths): Html {
  const form = postForm(view, { action: to.resend }, button({ label: view.t('sign-in.resend.submit') }))
  return page(view, { title: view.t('sign-in.resend.title'), lead: view.t('sign-in.resend.lead') }, form)
}

/** The sentence for a refused guess; undefined for a flow that is over. */
export function guessError(
  reason: string,
  facts: { attemptsLeft: number | null; codeLength: number | null; mark: string | null },
): FormError | undefined {
  const values = { mark: facts.mark ?? '', left: facts.attemptsLeft ?? 0, length: facts.codeLength ?? 0 }
  switch (reason) {
    case 'wrong_code':
    case 'earlier_code':
    case 'code_missing':
    case 'code_not_digits':
    case 'code_too_short':
    case 'code_too_long':
    case 'code_is_pass':
      return { key: `sign-in.refused.${reason}`, values }
    default:
      return undefined
  }
}
