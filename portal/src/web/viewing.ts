import type { Context, MiddlewareHandler } from 'hono'
import { translate } from '../locales/index.ts'
import type { StaffScreen, View } from '../ui/index.ts'
import { createViews, customerNavigation, staffNavigation, staffScreens } from '../ui/index.ts'
import { isFullySignedIn } from './guards.ts'
import type { CustomerSession, ForLayers, Identify, Staff } from './identity.ts'
import { createLanguageChoice } from './language.ts'
import { takeNotice } from './notices.ts'
import type { Parts } from './parts.ts'
import type { Action } from './permissions.ts'
import { may } from './permissions.ts'
import { isForPrograms, isForStaff } from './sides.ts'

export type ViewingParts = Pick<Parts, 'config' | 'clock' | 'cookies' | 'csrf'>

/** Makes the view of a request: its language, who is signed in, where they may go. */
export type ViewOf = (c: Context<ForLayers>, person: CustomerSession | Staff | undefined) => View

export function createViewOf({ config, clock, cookies, csrf }: ViewingParts): ViewOf {
  const viewFor = createViews({ operator: config.operatorName, timeZone: config.timeZone })
  const choose = createLanguageChoice()
  return (c, person) => {
    const own = person?.kind === 'customer' ? person.customer?.language : person?.language
    const locale = choose({ cookie: (name) => cookies.read(c, name), header: (name) => c.req.header(name) }, own)
    const notice = c.req.method === 'GET' ? takeNotice(c, cookies) : undefined
    return viewFor({
      locale,
      now: clock.now(),
      csrf: csrf.issue(c),
      path: pathAndQuery(c.req.url),
      ...(person?.kind === 'staff' ? staffFrame(person, locale) : customerFrame(person)),
      notice: notice && { tone: 'success', text: translate(locale)(notice) },
    })
  }
}

/** Finds out who is behind a page, and makes its view. Staff and customers are two sides with a session each. */
export function viewing({ cookies }: ViewingParts, identify: Identify, viewOf: ViewOf): MiddlewareHandler<ForLayers> {
  return async (c, next) => {
    if (isForPrograms(c.req.path)) return next()
    const asked = { cookie: (name: string) => cookies.read(c, name) }
    const person = isForStaff(c.req.path) ? await identify.staff(asked) : await identify.customer(asked)
    if (person?.kind === 'staff') c.set('staff', person)
    if (person?.kind === 'customer') c.set('session', person)
    c.set('view', viewOf(c, person))
    return next()
  }
}

const customerFrame = (session: CustomerSession | undefined) =>
  session?.customer ? { person: { name: session.customer.name }, nav: customerNavigation } : {}

/** What one must be allowed to do to find a screen in the menu. */
const reads: Readonly<Record<StaffScreen, Action>> = {
  overview: 'home.read',
  customers: 'customers.read',
  bills: 'bills.read',
  billing: 'bills.read',
  payments: 'payments.read',
  plans: 'bills.read',
  otps: 'otps.read',
  sessions: 'sessions.read',
  messages: 'messages.read',
  audit: 'audit.read',
  staff: 'staff.read',
}

function staffFrame(staff: Staff, locale: View['locale']) {
  if (!isFullySignedIn(staff)) return {}
  return {
    person: { name: staff.name, role: translate(locale)(`web.role.${staff.role}`) },
    nav: staffNavigation(staffScreens.filter((screen) => may(staff, reads[screen]))),
  }
}

/** The address without scheme and host. */
const pathAndQuery = (url: string): string => url.slice(url.indexOf('/', url.indexOf('//') + 2))
