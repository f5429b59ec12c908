import type { Context } from 'hono'
import { customersByContact } from '../customers/index.ts'
import { paths } from '../paths.ts'
import type { FormState } from '../ui/index.ts'
import { emptyForm, filledForm } from '../ui/index.ts'
import type { ForAnyone } from '../web/identity.ts'
import type { Parts } from '../web/parts.ts'
import { readForm } from '../web/read-form.ts'
import { waysOf } from '../web/ways.ts'
import type { AgainDoor } from './again-routes.ts'
import { againRoutes, showAgain } from './again-routes.ts'
import { choosePage } from './choose-page.ts'
import type { DoorParts } from './code-routes.ts'
import { codeRoutes, sendCode } from './code-routes.ts'
import { lookAtFlow } from './flow-cookie.ts'
import { channelOf, chooseForm, requestForm, wishedWay } from './forms.ts'
import type { Ceremonies } from './passkeys/ceremonies.ts'
import { createCeremonies } from './passkeys/ceremonies.ts'
import { signInForm } from './passkeys/passkey-forms.ts'
import type { ShowRefused } from './passkeys/sign-in-routes.ts'
import { passkeySignInRoutes } from './passkeys/sign-in-routes.ts'
import { readReachable } from './reachable-contact.ts'
import { homePage, requestPage } from './request-page.ts'
import { chooseCustomer } from './sessions.ts'
import { signOutRoutes } from './sign-out-routes.ts'
import { welcomeCustomer } from './welcome.ts'

/** The guide's `request_otp`, `verify_otp_view`, `resend_otp` and `customer_logout`. */
export function customerRoutes(parts: Parts) {
  const ways = waysOf(parts.config)
  const ceremonies = createCeremonies(parts)
  const door = customerDoor(parts)
  const again = customerAgain(door, ceremonies)
  const show = (c: Context<ForAnyone>, form: FormState, asked = ceremonies?.ask(c), status: 200 | 422 = 200) => {
    const passkey = asked ? signInForm(c.var.view, asked) : ''
    return c.html(requestPage(c.var.view, { form, ways, passkey }), status)
  }
  const showPasskeyRefused: ShowRefused = async (c, { refusal }) => {
    const person = again.whoIs(c)
    if (person) return showAgain(parts, c, again, { view: c.var.view, person, refused: { ...emptyForm, refusal } })
    return show(c, { ...blankForm, refusal }, ceremonies?.askAnew(c), 422)
  }
  return codeRoutes(parts, door)
    .route('/', signOutRoutes(parts, 'customer'))
    .route('/', againRoutes(parts, again))
    .route('/', passkeySignInRoutes(parts, ceremonies, showPasskeyRefused))
    .get(paths.home, (c) => (c.var.session ? c.redirect(paths.dashboard, 303) : c.html(homePage(c.var.view))))
    .get(paths.otp.request, async (c) => {
      const found = await lookAtFlow(parts, c, 'customer')
      // Whoever comes for the other way types a contact of that kind: none is told.
      const { data: wish } = wishedWay.safeParse(c.req.query('otp_type'))
      const typed = wish ? { otp_type: wish } : found?.flow.live ? door.again(found.flow) : {}
      return show(c, filledForm({ ...blankForm.values, ...typed }))
    })
    .post(paths.otp.request, async (c) => {
      const form = readForm(c, requestForm)
      const refused = (state: FormState) => show(c, state, ceremonies?.ask(c), 422)
      if (!form.success) return refused(form)
      const { otp_type: otpType, channel: wished } = form.data
      if (otpType === 'phone' && !ways.phone)
        return refused(form.refuse({ key: 'sign-in.request.phoneOff' }, 'otp_type'))
      const channel = channelOf(otpType, wished)
      if (channel === 'whatsapp' && !ways.whatsapp)
        return refused(form.refuse({ key: 'sign-in.request.whatsappOff' }, 'channel'))
      const read = readReachable(parts.config, channel, form.data[otpType])
      if (!read.success) return refused(form.refuse({ key: `sign-in.contact.${read.reason}` }, otpType))
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
    welcome: (c, token) => welcomeCustomer(parts, c, token),
  }
}

/** What stands in the form before anything is typed. */
const blankForm = filledForm({ otp_type: 'email', channel: 'sms' })

const customerAgain = (door: DoorParts, ceremonies: Ceremonies | undefined): AgainDoor => ({
  door,
  ceremonies,
  to: paths.otp,
  whoIs: ({ var: { session } }) => session && { contact: session.contact, owner: { contact: session.contact } },
  takesCode: (passkeys) => !passkeys.some(({ replaces_codes }) => replaces_codes === 1),
})
