import type { TextKey } from '../locales/index.ts'
import { paths } from '../paths.ts'
import type { IconName } from './icons.ts'

/** An entry of the menu. */
export type NavLink = {
  readonly href: string
  readonly label: TextKey
  readonly icon: IconName
  /** Beginnings of further addresses that belong to it. */
  readonly covers?: readonly string[]
}

/** Where a person may go, and which of the two shells the pages wear. */
export type Navigation = {
  /** `customer`: one calm column. `staff`: wide, for tables, with a search field. */
  readonly shell: 'customer' | 'staff'
  readonly home: string
  readonly links: readonly NavLink[]
  /** The address that takes a POST and ends the session. */
  readonly signOut: string
  /** The address that answers the search field in the header (a GET with `q`). */
  readonly search?: string | undefined
}

/** The menu of a signed-in customer. */
export const customerNavigation: Navigation = {
  shell: 'customer',
  home: paths.dashboard,
  links: [
    { href: paths.dashboard, label: 'ui.nav.dashboard', icon: 'home' },
    { href: paths.bills, label: 'ui.nav.bills', icon: 'bill' },
    { href: paths.payments, label: 'ui.nav.payments', icon: 'payment' },
    { href: paths.statement, label: 'ui.nav.statement', icon: 'statement' },
    { href: paths.feedback, label: 'ui.nav.feedback', icon: 'feedback' },
    { href: paths.account, label: 'ui.nav.account', icon: 'account' },
  ],
  signOut: paths.otp.logout,
}

/** The screens of staff that stand in the menu, in its order. */
export const staffScreens = [
  'overview',
  'customers',
  'bills',
  'billing',
  'payments',
  'plans',
  'otps',
  'sessions',
  'messages',
  'audit',
  'staff',
] as const
export type StaffScreen = (typeof staffScreens)[number]

const staffLinks: Readonly<Record<StaffScreen, NavLink>> = {
  overview: { href: paths.admin.home, label: 'ui.nav.overview', icon: 'home' },
  customers: {
    href: paths.admin.customers,
    label: 'ui.nav.customers',
    icon: 'customers',
    covers: [before(paths.admin.customerAccount), before(paths.admin.services), paths.admin.chargeMany],
  },
  bills: { href: paths.admin.bills, label: 'ui.nav.bills', icon: 'bill', covers: [before(paths.admin.creditNote)] },
  billing: { href: paths.admin.billing, label: 'ui.nav.billing', icon: 'check' },
  payments: { href: paths.admin.payments, label: 'ui.nav.payments', icon: 'payment', covers: [paths.admin.approvals] },
  plans: {
    href: paths.admin.plans,
    label: 'ui.nav.plans',
    icon: 'statement',
    covers: [paths.admin.wasteItems, paths.admin.taxes, paths.admin.books],
  },
  otps: { href: paths.admin.otps, label: 'ui.nav.otps', icon: 'code' },
  sessions: { href: paths.admin.sessions, label: 'ui.nav.sessions', icon: 'device' },
  messages: { href: paths.admin.messages, label: 'ui.nav.messages', icon: 'message' },
  audit: { href: paths.admin.audit, label: 'ui.nav.audit', icon: 'search' },
  staff: { href: paths.admin.staff, label: 'ui.nav.staff', icon: 'account' },
}

/** What stands before the part of an address that varies. */
function before(path: (part: string) => string): string {
  const [beginning = ''] = path(':number').split(':')
  return beginning
}

/** The menu of one of the staff: only the screens that the role may open, in the order given. */
export function staffNavigation(screens: readonly StaffScreen[]): Navigation {
  return {
    shell: 'staff',
    home: paths.admin.home,
    links: screens.map((screen) => staffLinks[screen]),
    signOut: paths.staff.logout,
    search: screens.includes('customers') ? paths.admin.find : undefined,
  }
}
