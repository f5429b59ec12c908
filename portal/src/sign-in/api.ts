import type { NotVerified, Requested, ResendRefusal, VerifyRefusal } from '@kerbside/otp'
import type { Context } from 'hono'
import { contactActor } from '../audit/index.ts'
import { customersByContact } from '../customers/index.ts'
import { pickLocale } from '../locales/index.ts'
import { createApi } from '../web/api.ts'
import type { ForProgram, ForToken } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import type { Reason } from '../web/reasons.ts'
import { refuse } from '../web/refuse.ts'
import { retryAfter } from '../web/retry-after.ts'
import { waysOf } from '../web/ways.ts'
import { logoutRoute, meRoute, requestRoute, resendRoute, verifyRoute } from './api-routes.ts'
import { askForCode } from './ask-for-code.ts'
import { signOut } from './end-session.ts'
import { channelOf } from './forms.ts'
import { openSession } from './open-session.ts'
import { readReachable } from './reachable-contact.ts'
import { fromOf } from './sessions.ts'

/** Sign-in for programs: the same changes as behind the pages. */
export function programApi(parts: Parts) {
  const ways = waysOf(parts.config)
  return createApi<ForProgram>()
    .openapi(requestRoute, async (c) => {
      const { otpType, channel: wished, ...asked } = c.req.valid('json')
      const channel = channelOf(otpType, wished)
      if (otpType === 'phone' && !ways.phone) return wrongField(c, 'otpType', 'phone_off')
      if (channel === 'whatsapp' && !ways.whatsapp) return wrongField(c, 'channel', 'whatsapp_off')
      const read = readReachable(parts.config, channel, asked[otpType] ?? '')
      if (!read.success) return wrongField(c, otpType, read.reason)
      const requested = await askForCode(parts, {
        door: 'customer',
        channel,
        contact: read.contact,
        current: undefined,
        devices: asked.device === undefined ? [] : [asked.device],
        locale: pickLocale(c.req.header('accept-language')),
        client: c.var.visit.clientAddress,
      })
      if (!requested.success) return refuseRate(c, retryAfter(requested.retryAt, parts.clock.now()))
      return c.json(flowOf(requested), 202)
    })
    .openapi(verifyRoute, async (c) => {
      const { flow, otpCode } = c.req.valid('json')
      const guess = { door: 'customer', flow, code: otpCode, bearer: 'program', from: fromOf(c) } as const
      const result = await openSession(parts, guess)
      if (!result.success) return refuseGuess(c, result)
      const { token, expiresAt } = result.session
      const customers = await customersByContact(parts.database.store, result.contact)
      return c.json({ token, expiresAt, device: result.device, customers: customers.map(publicCustomer) }, 200)
    })
    .openapi(resendRoute, async (c) => {
      const { flow, channel, pass } = c.req.valid('json')
      if (channel === 'whatsapp' && !ways.whatsapp) return wrongField(c, 'channel', 'whatsapp_off')
      const result = await parts.otp.resend({
        flow,
        client: c.var.visit.clientAddress,
        ...(channel ? { channel } : {}),
        ...(pass === undefined ? {} : { pass }),
      })
      return result.success ? c.json(flowOf(result), 202) : refuseResend(c, result, parts.clock.now())
    })
}

/** What a program may ask once it is signed in. */
export function tokenApi(parts: Parts) {
  return createApi<ForToken>()
    .openapi(logoutRoute, async (c) => {
      const { sessionId, contact } = c.var.token
      await signOut({ ...parts, by: contactActor(parts, c.var.visit, contact, 'program') }, sessionId)
      return c.body(null, 204)
    })
    .openapi(meRoute, (c) => {
      const { contact, customers } = c.var.token
      return c.json({ contact, customers: customers.map(publicCustomer) }, 200)
    })
}

const publicCustomer = ({ number, name }: { number: string; name: string }) => ({ number, name })

/** The flow as the contract has it, and nothing beside. */
const flowOf = ({ flow, held, mark, expiresAt, resendAt, codeLength, sentTo }: Requested) => ({
  flow,
  held,
  mark,
  expiresAt,
  resendAt,
  codeLength,
  sentTo,
})

const wrongField = (c: Context<ForProgram>, field: string, fault: string) =>
  refuse(c, 'invalid_input', { members: { fields: [field], fault } })

// The engine tells more than the API's closed list: a guess that can be none is a wrong field.
const guessReasons: Record<VerifyRefusal, Reason> = {
  wrong_code: 'wrong_code',
  earlier_code: 'wrong_code',
  held: 'held',
  expired: 'expired',
  too_many_attempts: 'too_many_attempts',
  already_used: 'already_used',
  unknown_flow: 'unknown_flow',
  code_missing: 'invalid_input',
  code_not_digits: 'invalid_input',
  code_too_short: 'invalid_input',
  code_too_long: 'invalid_input',
  code_is_pass: 'invalid_input',
}

function refuseGuess(c: Context<ForProgram>, { reason, attemptsLeft }: NotVerified) {
  const told = guessReasons[reason]
  const members = told === 'invalid_input' ? { fields: ['otpCode'], fault: reason, attemptsLeft } : { attemptsLeft }
  return refuse(c, told, { members })
}

function refuseResend(c: Context<ForProgram>, refusal: ResendRefusal, now: number) {
  switch (refusal.reason) {
    case 'unknown_flow':
      return refuse(c, 'unknown_flow', { status: 404 })
    case 'wrong_pass':
      return refuse(c, 'wrong_pass', { members: { triesLeft: refusal.triesLeft } })
    case 'pass_used':
    case 'pass_not_taken':
      return refuse(c, 'wrong_pass', { members: { triesLeft: 0 } })
    case 'pass_length':
      return wrongField(c, 'pass', refusal.reason)
    case 'cooling_down':
    case 'empty_lane':
      return refuseRate(c, retryAfter(refusal.retryAt, now))
    case 'no_resends_left':
    case 'too_many_attempts':
      // Another flow can be opened at once.
      return refuseRate(c, retryAfter(now, now))
  }
}

const refuseRate = (c: Context<ForProgram>, wait: string) =>
  refuse(c, 'rate_limited', { headers: { 'Retry-After': wait } })
