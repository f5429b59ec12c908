/**
 * The way in, the same at the customers' door and at that of staff: ask for a code, type it, ask for another one.
 */

import type { Contact, FlowState, ResendRefusal } from '@kerbside/otp'
import type { Context } from 'hono'
import { Hono } from 'hono'
import type { FormError, FormState, Html, View } from '../ui/index.ts'
import { filledForm } from '../ui/index.ts'
import type { ForAnyone } from '../web/identity.ts'
import { announce } from '../web/notices.ts'
import type { Parts } from '../web/parts.ts'
import { readForm } from '../web/read-form.ts'
import { refuse } from '../web/refuse.ts'
import { noteOutOfOrder } from '../web/request-event.ts'
import { isAskedByUser } from '../web/request-origin.ts'
import { retryAfter } from '../web/retry-after.ts'
import type { Ways } from '../web/ways.ts'
import { waysOf } from '../web/ways.ts'
import type { Door } from './ask-for-code.ts'
import { askForCode } from './ask-for-code.ts'
import { waitingOf } from './delivery.ts'
import { keepDevice, readDevices } from './device-cookie.ts'
import { forgetFlow, keepFlow, lookAtFlow, readFlow } from './flow-cookie.ts'
import { resendForm, verifyForm } from './forms.ts'
import { openSession } from './open-session.ts'
import { sessionBefore } from './session-before.ts'
import { fromOf } from './sessions.ts'
import type { FlowEnd, SignInPaths } from './verify-page.ts'
import { guessError, overPage, resendPage, verifyPage, whenText } from './verify-page.ts'

type Visiting = Context<ForAnyone>

/** What sets one door apart from the other. */
export interface DoorParts {
  readonly door: Door
  readonly to: SignInPaths
  /** Where a new code for the same contact is asked for, once this one is over. */
  again(flow: FlowState): Readonly<Record<string, string>>
  /** Keeps the token of a session with the browser and says where it goes on. */
  welcome(c: Visiting, token: string): string
}

/** Sends a code to a contact that was read, and leads to the page where it is typed. */
export async function sendCode(
  parts: Parts,
  c: Visiting,
  door: DoorParts,
  contact: Contact,
  channel: 'email' | 'sms' | 'whatsapp',
): Promise<Response> {
  const { view, visit } = c.var
  const requested = await askForCode(parts, {
    door: door.door,
    channel,
    contact,
    current: readFlow(parts, c, door.door),
    devices: readDevices(parts, c),
    locale: view.locale,
    client: visit.clientAddress,
  })
  if (!requested.success)
    return refuse(c, 'rate_limited', { headers: { 'Retry-After': retryAfter(requested.retryAt, parts.clock.now()) } })
  keepFlow(parts, c, door.door, requested.flow)
  return c.redirect(door.to.verify, 303)
}

const mailOnly: Ways = { phone: false, whatsapp: false }

/** The pages on which a code is typed and asked for again. */
export function codeRoutes(parts: Parts, door: DoorParts): Hono<ForAnyone> {
  const ways = door.door === 'staff' ? mailOnly : waysOf(parts.config)
  const show = async (c: Visiting, flow: FlowState, status: 200 | 422 | 429, form?: FormState) => {
    const waiting = await waitingOf(parts, flow)
    return c.html(verifyPage(c.var.view, { flow, to: door.to, ways, waiting, ...(form ? { form } : {}) }), status)
  }

  /** Shows the flow with what was typed and what is wrong with it; one that is over cannot be typed into any more. */
  const showAgain = (c: Visiting, flow: FlowState, form: FormState, status: 200 | 422 | 429 = 422) => {
    const end = endOf(flow, parts.clock.now())
    return end ? c.html(overPageOf(c.var.view, door, flow, end), status) : show(c, flow, status, form)
  }

  const resend = async (
    c: Visiting,
    asked: { channel?: 'sms' | 'whatsapp'; pass?: string },
    values: FormState['values'],
  ) => {
    const token = readFlow(parts, c, door.door)
    if (token === undefined) return c.redirect(door.to.request, 303)
    const result = await parts.otp.resend({ flow: token, client: c.var.visit.clientAddress, ...asked })
    if (result.success) {
      announce(c, parts.cookies, 'sign-in.notice.resent')
      return c.redirect(door.to.verify, 303)
    }
    const flow = await parts.otp.look(token)
    if (!flow) return c.redirect(door.to.request, 303)
    const { error, field, status, retryAt } = refusalOf(c.var.view, result)
    if (retryAt !== undefined) c.header('Retry-After', retryAfter(retryAt, parts.clock.now()))
    const form: FormState = field ? { values, errors: { [field]: error } } : { values, errors: {}, refusal: error }
    return showAgain(c, flow, form, status)
  }

  return new Hono<ForAnyone>()
    .get(door.to.verify, async (c) => {
      const found = await lookAtFlow(parts, c, door.door)
      if (!found) return c.redirect(door.to.request, 303)
      const end = endOf(found.flow, parts.clock.now())
      if (end === 'already_used') return c.redirect(door.to.request, 303)
      return end ? c.html(overPageOf(c.var.view, door, found.flow, end)) : show(c, found.flow, 200)
    })
    .post(door.to.verify, async (c) => {
      const token = readFlow(parts, c, door.door)
      if (token === undefined) {
        noteOutOfOrder(c)
        return c.redirect(door.to.request, 303)
      }
      const form = readForm(c, verifyForm)
      if (!form.success) throw new TypeError('Both fields take any text.')
      const { otp_code: code, otp_pass: pass, look } = form.data
      if (look) {
        const flow = await parts.otp.look(token)
        return flow ? showAgain(c, flow, filledForm({ otp_code: code }), 200) : c.redirect(door.to.request, 303)
      }
      if (pass !== '') return resend(c, { pass }, { otp_pass: pass })
      const before = sessionBefore(parts, c, door.door)
      const guess = { door: door.door, flow: token, code, bearer: 'browser', from: fromOf(c), before } as const
      const result = await openSession(parts, guess)
      if (result.success) {
        forgetFlow(parts, c, door.door)
        keepDevice(parts, c, result.device)
        return c.redirect(door.welcome(c, result.session.token), 303)
      }
      const flow = await parts.otp.look(token)
      if (!flow) return c.redirect(door.to.request, 303)
      // A pass is a pass wherever it is typed.
      if (result.reason === 'code_is_pass' && flow.takesPass) return resend(c, { pass: code }, { otp_code: code })
      const error = guessError(result.reason, result)
      return showAgain(c, flow, error ? form.refuse(error, 'otp_code') : { values: {}, errors: {} })
    })
    .get(door.to.resend, async (c) => {
      const found = await lookAtFlow(parts, c, door.door)
      if (!found) return c.redirect(door.to.request, 303)
      if (isAskedByUser(c.req.raw.headers)) return resend(c, {}, {})
      return c.html(resendPage(c.var.view, door.to))
    })
    .post(door.to.resend, async (c) => {
      const form = readForm(c, resendForm)
      const token = readFlow(parts, c, door.door)
      const flow = token === undefined ? undefined : await parts.otp.look(token)
      if (!flow) return c.redirect(door.to.request, 303)
      if (!form.success) return showAgain(c, flow, form)
      const { channel, otp_pass: pass } = form.data
      if (channel === 'whatsapp' && !ways.whatsapp) {
        return showAgain(c, flow, form.refuse({ key: 'sign-in.request.whatsappOff' }))
      }
      return resend(c, { ...(channel ? { channel } : {}), ...(pass === '' ? {} : { pass }) }, { otp_pass: pass })
    })
}

/** Why a flow's code can be typed no more; undefined while it can, or while none was sent. */
function endOf(flow: FlowState, now: number): FlowEnd | undefined {
  if (flow.state === 'used') return 'already_used'
  if (!flow.live) return 'expired'
  if (flow.held) return undefined
  if (flow.attemptsLeft === 0) return 'too_many_attempts'
  return (flow.expiresAt ?? 0) <= now ? 'expired' : undefined
}

const overPageOf = (view: View, door: DoorParts, flow: FlowState, end: FlowEnd): Html =>
  overPage(view, { end, flow, to: door.to, again: door.again(flow) })

interface ShownRefusal {
  readonly error: FormError
  readonly field?: string
  readonly status: 422 | 429
  readonly retryAt?: number
}

function refusalOf(view: View, refusal: ResendRefusal): ShownRefusal {
  switch (refusal.reason) {
    case 'cooling_down':
    case 'empty_lane': {
      const { reason, retryAt } = refusal
      return {
        error: { key: `sign-in.resend.${reason}`, values: { time: whenText(view, retryAt) } },
        status: 429,
        retryAt,
      }
    }
    case 'pass_used': {
      const time = whenText(view, refusal.retryAt)
      return { error: { key: 'sign-in.pass.pass_used', values: { time } }, field: 'otp_pass', status: 422 }
    }
    case 'wrong_pass':
      return {
        error: { key: 'sign-in.pass.wrong_pass', values: { left: refusal.triesLeft } },
        field: 'otp_pass',
        status: 422,
      }
    case 'pass_length':
    case 'pass_not_taken':
      return { error: { key: `sign-in.pass.${refusal.reason}` }, field: 'otp_pass', status: 422 }
    case 'no_resends_left':
    case 'unknown_flow':
    case 'too_many_attempts':
      return { error: { key: 'sign-in.resend.no_resends_left' }, status: 429 }
  }
}
