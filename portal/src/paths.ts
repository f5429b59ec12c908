/**
 * Every address of Kerbside, once: links are built from here, and `folders` below says who answers. An address with a
 * part that varies is a function; given the name of a parameter (`':number'`, in the JSON API `'{number}'`) it is the
 * pattern of its route.
 */
export const paths = {
  home: '/',
  otp: {
    request: '/otp/request/',
    verify: '/otp/verify/',
    resend: '/otp/resend/',
    /** How a code's message fares, as it happens: for a known device. */
    progress: '/otp/progress/',
    logout: '/otp/logout/',
    /** Several customers behind one contact: the person chooses, and can switch. */
    choose: '/otp/choose/',
    /** Takes a passkey in place of a code. */
    passkey: '/otp/passkey/',
    /** Asks who is signed in to show it again, before what needs fresh proof. */
    again: '/otp/again/',
  },
  /** "I did not ask for this": the link of a mail. */
  denial: (token: string) => `/not-me/${segment(token)}/`,
  dashboard: '/dashboard/',
  bills: '/bills/',
  bill: (number: string) => `/bills/${segment(number)}/`,
  /** A bill as a file, `NUMBER.pdf`. The pattern takes any name: one that ends in `.pdf` alone would slow every route. */
  billFile: (name: string) => `/bills/${segment(name)}`,
  payments: '/payments/',
  statement: '/statement/',
  feedback: '/feedback/',
  account: '/account/',
  accountSessions: '/account/sessions/',
  accountDevices: '/account/devices/',
  accountPasskeys: '/account/passkeys/',
  removePasskey: '/account/passkeys/remove/',
  accountCodes: '/account/passkeys/codes/',
  accountRefuse: '/account/refuse/',
  /** What comes to which contact. */
  accountMessages: '/account/messages/',
  /** A contact that mail came back from: is it right? */
  accountContact: (id: string) => `/account/contacts/${segment(id)}/`,
  correctContact: (id: string) => `/account/contacts/${segment(id)}/correct/`,
  language: '/language/',

  staff: {
    request: '/staff/',
    verify: '/staff/verify/',
    resend: '/staff/resend/',
    progress: '/staff/progress/',
    logout: '/staff/logout/',
    /** The second step of signing in; afterwards one's own passkeys. */
    passkey: '/staff/passkey/',
    newPasskey: '/staff/passkey/new/',
    removePasskey: '/staff/passkey/remove/',
    again: '/staff/again/',
  },
  admin: {
    home: '/admin/',
    customers: '/admin/customers/',
    newCustomer: '/admin/customers/new/',
    customer: (number: string) => `/admin/customers/${segment(number)}/`,
    editCustomer: (number: string) => `/admin/customers/${segment(number)}/edit/`,
    deactivateCustomer: (number: string) => `/admin/customers/${segment(number)}/deactivate/`,
    reactivateCustomer: (number: string) => `/admin/customers/${segment(number)}/reactivate/`,
    customerContacts: (number: string) => `/admin/customers/${segment(number)}/contacts/`,
    customerContact: (number: string, id: string) => `/admin/customers/${segment(number)}/contacts/${segment(id)}/`,
    customerMessages: (number: string) => `/admin/customers/${segment(number)}/messages/`,
    otps: '/admin/otps/',
    endFlows: '/admin/otps/end/',
    cleanUpOtps: '/admin/otps/clean-up/',
    staff: '/admin/staff/',
    newStaff: '/admin/staff/new/',
    staffMember: (id: string) => `/admin/staff/${segment(id)}/`,
    deactivateStaff: (id: string) => `/admin/staff/${segment(id)}/deactivate/`,
    reactivateStaff: (id: string) => `/admin/staff/${segment(id)}/reactivate/`,
    staffPasskeys: (id: string) => `/admin/staff/${segment(id)}/passkeys/`,
    sessions: '/admin/sessions/',
    audit: '/admin/audit/',
    staffSessions: '/admin/sessions/staff/',
    customerPasskeys: '/admin/sessions/passkeys/',
    messages: '/admin/messages/',
  },

  api: {
    document: '/api/openapi.json',
    request: '/api/v1/otp/request',
    verify: '/api/v1/otp/verify',
    resend: '/api/v1/otp/resend',
    logout: '/api/v1/otp/logout',
    me: '/api/v1/me',
    bills: '/api/v1/bills',
    bill: (number: string) => `/api/v1/bills/${segment(number)}`,
    payments: '/api/v1/payments',
    feedback: '/api/v1/feedback',
  },

  health: '/healthz',
  ready: '/readyz',
  metrics: '/metrics',
  asset: (name: string) => `/assets/${name}`,
  dev: {
    styles: '/dev/styles/',
  /** Where providers tell what became of a message. */
  hooks: {
    twilio: '/hooks/twilio/',
    webhook: '/hooks/webhook/',
  },

    mailbox: '/dev/mailbox/',
  },
}

/** The folder of `src/` that answers an address: the longest beginning decides. */
const folders: Readonly<Record<string, string>> = {
  '/': 'sign-in',
  '/otp/': 'sign-in',
  '/staff/': 'sign-in',
  '/api/': 'web',
  '/api/v1/otp/': 'sign-in',
  '/api/v1/me': 'sign-in',
  '/api/v1/bills': 'billing',
  '/api/v1/payments': 'payments',
  '/api/v1/feedback': 'feedback',
  '/dashboard/': 'dashboard',
  '/account/': 'dashboard',
  '/account/sessions/': 'sign-in',
  '/account/devices/': 'sign-in',
  '/account/passkeys/': 'sign-in',
  '/account/refuse/': 'sign-in',
  '/account/messages/': 'customers',
  '/account/contacts/': 'customers',
  '/not-me/': 'sign-in',
  '/bills/': 'billing',
  '/statement/': 'billing',
  '/payments/': 'payments',
  '/feedback/': 'feedback',
  '/admin/': 'admin',
  '/admin/customers/': 'customers',
  '/admin/otps/': 'sign-in',
  '/admin/sessions/': 'sign-in',
  '/admin/audit/': 'audit',
  '/admin/staff/': 'staff',
  '/admin/messages/': 'messages',
  '/language/': 'web',
  '/healthz': 'web',
  '/readyz': 'web',
  '/metrics': 'web',
  '/assets/': 'web',
  '/dev/styles/': 'web',
  '/dev/mailbox/': 'messages',
}

  '/hooks/': 'messages',
/** Who answers an address: `folderOf('/admin/customers/C-7/')` is `customers`. */
export function folderOf(path: string): string | undefined {
  const beginnings = Object.keys(folders).filter((beginning) => beginning !== '/' && path.startsWith(beginning))
  const longest = beginnings.toSorted((one, other) => other.length - one.length)[0]
  return folders[longest ?? (path === '/' ? '/' : '')]
}

/** A part of an address: what a person typed once must not become another address. Route patterns stay as they are. */
const segment = (text: string): string => (/^(:\w+|\{\w+\})$/.test(text) ? text : encodeURIComponent(text))
