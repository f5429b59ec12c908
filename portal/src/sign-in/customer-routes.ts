import { customersByContact } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { FormState } from '../ui/index.ts'
import { filledForm } from '../ui/index.ts'
import type { Parts } from '../web/parts.ts'
import { readForm } from '../web/read-form.ts'
import { choosePage } from './choose-page.ts'
import type { DoorParts } from './code-routes.ts'
import { codeRoutes, contactOf, sendCode } from './code-routes.ts'
import { lookAtFlow } from './flow-cookie.ts'
import { channelOf, chooseForm, requestForm } from './forms.ts'
import { homePage, requestPage } from './request-page.ts'
import { chooseCustomer, endSession, SESSION_MS, sessionCookie } from './sessions.ts'
import { signOutRoutes } from './sign-out-routes.ts'
import { waysOf } from './ways.ts'

/** The guide's `request_otp`, `verify_otp_view`, `resend_otp` and `customer_logout`. */
export function customerRoutes(parts: Parts) {
  const ways = waysOf(parts.config)
  const door = customerDoor(parts)
  return codeRoutes(parts, door)
    .route('/', signOutRoutes(parts, 'customer'))
    .get(paths.home, (c) => (c.var.session ? c.redirect(paths.dashboard, 303) : c.html(homePage(c.var.view))))
    .get(paths.otp.request, async (c) => {
      const found = await lookAtFlow(parts, c, 'customer')
      const typed = found?.flow.live ? door.again(found.flow) : {}
      return c.html(requestPage(c.var.view, filledForm({ otp_type: 'email', channel: 'sms', ...typed }), ways))
    })
    .post(paths.otp.request, async (c) => {
      const form = readForm(c, requestForm)
      const refused = (state: FormState) => c.html(requestPage(c.var.view, state, ways), 422)
      if (!form.success) return refused(form)
      const { otp_type: otpType, channel: wished } = form.data
      if (otpType === 'phone' && !ways.phone)
        return refused(form.refuse({ key: 'sign-in.request.phoneOff' }, 'otp_type'))
      const channel = channelOf(otpType, wished)
      if (channel === 'whatsapp' && !ways.whatsapp)
        return refused(form.refuse({ key: 'sign-in.request.whatsappOff' }, 'channel'))
      const read = contactOf(channel, form.data[otpType], parts.config.defaultRegion)
      if (!read.success) return refused(form.refuse(read.error, otpType))
      return sendCode(parts, c, door, read.contact, channel)
    })
    .get(paths.otp.choose, async (c) => {
      const { session, view } = c.var
      if (!session) return c.redirect(paths.otp.request, 303)
      return c.html(choosePage(view, await customersByContact(parts.database.store, session.contact)))
    })
    .post(paths.otp.choose, async (c) => {
      const { session, view } = c.var
      if (!session) return c.redirect(paths.otp.request, 303)
      const form = readForm(c, chooseForm)
      const customers = await customersByContact(parts.database.store, session.contact)
      const chosen = form.success ? customers.find(({ id }) => id === form.data.customer) : undefined
      if (!chosen) return c.html(choosePage(view, customers), 422)
      await chooseCustomer(parts.database.store, session.sessionId, chosen.id)
      return c.redirect(paths.dashboard, 303)
    })
}

function customerDoor(parts: Parts): DoorParts {
  return {
    door: 'customer',
    to: paths.otp,
    again: ({ otpType, sentTo, channel }) => ({
      otp_type: otpType,
      [otpType]: sentTo,
      ...(channel === 'email' ? {} : { channel }),
    }),
    async welcome(c, { token }) {
      // The session that this browser had is over: what was known of it before the code proves nothing now.
      if (c.var.session) await endSession(parts.database.store, c.var.session.sessionId, parts.clock.now())
      parts.cookies.write(c, sessionCookie, token, SESSION_MS / 1000)
      return paths.dashboard
    },
  }
}
