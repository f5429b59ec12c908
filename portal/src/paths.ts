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
  /** What takes a bill back: a page, and a file as of bills. */
  creditNote: (number: string) => `/credit-notes/${segment(number)}/`,
  creditNoteFile: (name: string) => `/credit-notes/${segment(name)}`,
  /** Confirms one bill to whoever holds it on paper, without a session: its QR code leads here. */
  checkBill: (number: string, seal: string) => `/check/${segment(number)}/${segment(seal)}/`,
  payments: '/payments/',
  /** A payment with its receipt, by the receipt's number. */
  payment: (number: string) => `/payments/${segment(number)}/`,
  paymentFile: (name: string) => `/payments/${segment(name)}`,
  statement: '/statement/',
  /** `statement.pdf` or `statement.csv`, for the days that the query names. */
  statementFile: (name: string) => `/statement/${segment(name)}`,
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
    /** From a contact to all that happened with its codes. */
    whyNoCode: '/admin/otps/why/',
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
    /** The one field that finds anyone by anything. */
    find: '/admin/find/',
    /** Proves the books now. */
    proof: '/admin/proof/',
    plans: '/admin/plans/',
    plan: (id: string) => `/admin/plans/${segment(id)}/`,
    planTax: (id: string) => `/admin/plans/${segment(id)}/tax/`,
    wasteItems: '/admin/waste-items/',
    taxes: '/admin/taxes/',
    tax: (id: string) => `/admin/taxes/${segment(id)}/`,
    /** By when bills are due, and when a second person is asked. */
    books: '/admin/books/',
    /** What a customer owes, and why. */
    customerAccount: (number: string) => `/admin/accounts/${segment(number)}/`,
    /** What a customer is served with and charged for. */
    services: (number: string) => `/admin/services/${segment(number)}/`,
    changeServices: (number: string, change: string) => `/admin/services/${segment(number)}/${segment(change)}/`,
    /** Billing runs, and the bands that hold them. */
    billing: '/admin/billing/',
    billingRun: (id: string) => `/admin/billing/${segment(id)}/`,
    approveRun: (id: string) => `/admin/billing/${segment(id)}/approve/`,
    dropRun: (id: string) => `/admin/billing/${segment(id)}/drop/`,
    runProgress: (id: string) => `/admin/billing/${segment(id)}/progress/`,
    /** Whom a run's bills did not reach. */
    runUnreached: (id: string) => `/admin/billing/${segment(id)}/unreached/`,
    billingBand: (group: string) => `/admin/billing/bands/${segment(group)}/`,
    /** One charge for several customers at once. */
    chargeMany: '/admin/charges/',
    bills: '/admin/bills/',
    bill: (number: string) => `/admin/bills/${segment(number)}/`,
    /** On paper, `NUMBER.pdf`. */
    billFile: (name: string) => `/admin/bills/${segment(name)}`,
    creditBill: (number: string) => `/admin/bills/${segment(number)}/credit/`,
    writeOffBill: (number: string) => `/admin/bills/${segment(number)}/write-off/`,
    creditNote: (number: string) => `/admin/credit-notes/${segment(number)}/`,
    payments: '/admin/payments/',
    newPayment: '/admin/payments/new/',
    payment: (number: string) => `/admin/payments/${segment(number)}/`,
    receiptFile: (name: string) => `/admin/payments/${segment(name)}`,
    reversePayment: (number: string) => `/admin/payments/${segment(number)}/reverse/`,
    refundPayment: (number: string) => `/admin/payments/${segment(number)}/refund/`,
    approvals: '/admin/approvals/',
    approval: (id: string) => `/admin/approvals/${segment(id)}/`,
    /** Lists as files. */
    exportCustomers: '/admin/export/customers/',
    exportBills: '/admin/export/bills/',
    exportPayments: '/admin/export/payments/',
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

  /** Where providers tell what became of a message. */
  hooks: {
    twilio: '/hooks/twilio/',
    webhook: '/hooks/webhook/',
  },

  health: '/healthz',
  ready: '/readyz',
  metrics: '/metrics',
  asset: (name: string) => `/assets/${name}`,
  dev: {
    styles: '/dev/styles/',
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
  '/credit-notes/': 'billing',
  '/check/': 'billing',
  '/statement/': 'billing',
  '/payments/': 'payments',
  '/feedback/': 'feedback',
  '/admin/': 'admin',
  '/admin/customers/': 'customers',
  '/admin/otps/': 'sign-in',
  '/admin/otps/why/': 'admin',
  '/admin/sessions/': 'sign-in',
  '/admin/audit/': 'audit',
  '/admin/staff/': 'staff',
  '/admin/messages/': 'messages',
  '/admin/plans/': 'billing',
  '/admin/waste-items/': 'billing',
  '/admin/taxes/': 'billing',
  '/admin/books/': 'billing',
  '/admin/accounts/': 'billing',
  '/admin/charges/': 'billing',
  '/admin/services/': 'billing',
  '/admin/bills/': 'billing',
  '/admin/billing/': 'billing',
  '/admin/credit-notes/': 'billing',
  '/admin/payments/': 'payments',
  '/admin/approvals/': 'payments',
  '/admin/export/customers/': 'customers',
  '/admin/export/bills/': 'billing',
  '/admin/export/payments/': 'payments',
  '/language/': 'web',
  '/hooks/': 'messages',
  '/healthz': 'web',
  '/readyz': 'web',
  '/metrics': 'web',
  '/assets/': 'web',
  '/dev/styles/': 'web',
  '/dev/mailbox/': 'messages',
}

/** Who answers an address: `folderOf('/admin/customers/C-7/')` is `customers`. */
export function folderOf(path: string): string | undefined {
  const beginnings = Object.keys(folders).filter((beginning) => beginning !== '/' && path.startsWith(beginning))
  const longest = beginnings.toSorted((one, other) => other.length - one.length)[0]
  return folders[longest ?? (path === '/' ? '/' : '')]
}

/** A part of an address: what a person typed once must not become another address. Route patterns stay as they are. */
const segment = (text: string): string => (/^(:\w+|\{\w+\})$/.test(text) ? text : encodeURIComponent(text))
