import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { checkAddress } from './billing/check/seal.ts'
import { paths } from './paths.ts'
import { openAccount } from './payments/testing/open-account.ts'
import { addCustomer } from './sign-in/testing/people.ts'
import { staffRoles } from './staff/index.ts'
import type { Answer, Browser } from './testing/browser.ts'
import { signInCustomer, signInProgram } from './testing/sign-in-customer.ts'
import { signInStaff } from './testing/sign-in-staff.ts'
import { startPortal } from './testing/start-portal.ts'

/** The `customer` is whose documents are asked for, `another` is a customer, too. */
type Visitor = 'nobody' | 'customer' | 'another' | (typeof staffRoles)[number]
const visitors: readonly Visitor[] = ['nobody', 'customer', 'another', ...staffRoles]

/** What each visitor is answered: a status, and for a redirect where it leads. */
type Answers = Readonly<Record<Visitor, string>>

const everybody = (answer: string): Answers => ({
  nobody: answer,
  customer: answer,
  another: answer,
  admin: answer,
  billing: answer,
  support: answer,
  auditor: answer,
})
const forSignIn = '303 /otp/request/'
const customers = (answer: string): Answers => ({ ...everybody(forSignIn), customer: answer, another: answer })
const own: Answers = { ...customers('404'), customer: '200' }
const staff = (answers: Omit<Answers, 'nobody' | 'customer' | 'another'>): Answers => ({
  ...everybody('303 /staff/'),
  ...answers,
})
const allStaff = staff({ admin: '200', billing: '200', support: '200', auditor: '200' })
/** What moves money, or says what is charged: for administrators and billing alone. */
const clerks = (answer: string) => staff({ admin: answer, billing: answer, support: '403', auditor: '403' })
const files = staff({ admin: '200', billing: '200', support: '403', auditor: '200' })

/** Who may what in the folders below. Staff's cookies open nothing of customers, nor the other way round. */
const table: Readonly<Record<string, Answers>> = {
  'GET /dashboard/': customers('200'),
  'GET /account/': customers('200'),
  'GET /bills/': customers('200'),
  'GET /bills/:number/': own,
  'GET /bills/:name': own,
  'GET /credit-notes/:number/': own,
  'GET /credit-notes/:name': own,
  'GET /statement/': customers('200'),
  'GET /statement/:name': customers('200'),
  'GET /payments/': customers('200'),
  'GET /payments/:number/': own,
  'GET /payments/:name': own,
  // Whoever holds the paper; the seal alone opens it.
  'GET /check/:number/:seal/': everybody('200'),
  'GET /feedback/': customers('200'),
  // Programs show tokens; cookies count for nothing there.
  'GET /api/v1/bills': everybody('401'),
  'GET /api/v1/bills/:number': everybody('401'),
  'GET /api/v1/payments': everybody('401'),
  'GET /api/v1/feedback': everybody('401'),
  // Providers are believed by their signature alone.
  'POST /hooks/twilio/': everybody('403'),
  'POST /hooks/webhook/': everybody('403'),
  'GET /dev/mailbox/': everybody('200'),
  'GET /admin/': allStaff,
  'GET /admin/find/': allStaff,
  'POST /admin/proof/': staff({ admin: '303 /admin/', billing: '303 /admin/', support: '403', auditor: '303 /admin/' }),
  'GET /admin/bills/': allStaff,
  'GET /admin/bills/:number/': allStaff,
  'GET /admin/bills/:name': allStaff,
  'GET /admin/bills/:number/credit/': clerks('200'),
  'POST /admin/bills/:number/credit/': clerks('422'),
  'GET /admin/bills/:number/write-off/': clerks('200'),
  'POST /admin/bills/:number/write-off/': clerks('422'),
  'GET /admin/billing/': allStaff,
  'POST /admin/billing/': clerks('422'),
  'GET /admin/billing/:id/': staff({ admin: '404', billing: '404', support: '404', auditor: '404' }),
  'POST /admin/billing/:id/approve/': clerks('404'),
  'POST /admin/billing/:id/drop/': clerks('404'),
  'GET /admin/billing/:id/progress/': staff({ admin: '404', billing: '404', support: '404', auditor: '404' }),
  'GET /admin/billing/:id/unreached/': staff({ admin: '404', billing: '404', support: '404', auditor: '404' }),
  'GET /admin/billing/bands/:group/': staff({ admin: '404', billing: '403', support: '403', auditor: '403' }),
  'POST /admin/billing/bands/:group/': staff({ admin: '404', billing: '403', support: '403', auditor: '403' }),
  'GET /admin/credit-notes/:number/': allStaff,
  'GET /admin/export/bills/': files,
  'GET /admin/accounts/:number/': allStaff,
  'GET /admin/services/:number/': allStaff,
  'GET /admin/services/:number/:change/': clerks('200'),
  'POST /admin/services/:number/:change/': clerks('400'),
  'GET /admin/charges/': clerks('303 /admin/customers/'),
  'POST /admin/charges/': clerks('400'),
  'GET /admin/plans/': allStaff,
  'POST /admin/plans/': clerks('422'),
  'GET /admin/plans/:id/': allStaff,
  'POST /admin/plans/:id/': clerks('422'),
  'GET /admin/plans/:id/tax/': clerks('200'),
  'POST /admin/plans/:id/tax/': clerks('303 /admin/plans/1/'),
  'GET /admin/waste-items/': allStaff,
  'POST /admin/waste-items/': clerks('422'),
  'GET /admin/taxes/': allStaff,
  'POST /admin/taxes/': clerks('422'),
  'GET /admin/taxes/:id/': staff({ admin: '404', billing: '404', support: '404', auditor: '404' }),
  'POST /admin/taxes/:id/': clerks('404'),
  'GET /admin/books/': allStaff,
  'POST /admin/books/': staff({ admin: '422', billing: '403', support: '403', auditor: '403' }),
  'GET /admin/payments/': allStaff,
  'GET /admin/export/payments/': files,
  'GET /admin/payments/new/': clerks('200'),
  'POST /admin/payments/new/': clerks('422'),
  'GET /admin/payments/:number/': allStaff,
  'GET /admin/payments/:name': allStaff,
  'GET /admin/payments/:number/reverse/': clerks('200'),
  'POST /admin/payments/:number/reverse/': clerks('422'),
  'GET /admin/payments/:number/refund/': clerks('200'),
  'POST /admin/payments/:number/refund/': clerks('422'),
  'GET /admin/approvals/': allStaff,
  'POST /admin/approvals/:id/': clerks('400'),
  'GET /admin/messages/': allStaff,
  'GET /admin/otps/why/': allStaff,
  'GET /admin/sessions/': allStaff,
  'GET /admin/sessions/staff/': allStaff,
  'POST /admin/sessions/': staff({
    admin: '303 /admin/sessions/?q=c',
    billing: '403',
    support: '303 /admin/sessions/?q=c',
    auditor: '403',
  }),
  'POST /admin/sessions/staff/': staff({
    admin: '303 /admin/sessions/staff/?q=c',
    billing: '403',
    support: '403',
    auditor: '403',
  }),
}
const folders: ReadonlySet<string> = new Set(['billing', 'payments', 'feedback', 'messages', 'dashboard', 'admin'])

async function open(t: TestContext) {
  const portal = await startPortal(t)
  const { number } = await addCustomer(portal, {
    ...{ name: 'Asha Rai', email: 'asha@example.com', phone: '+9779812345678' },
  })
  await addCustomer(portal, { name: 'Bina Lama', email: 'bina@example.com' })
  const account = await openAccount(portal, number)
  const seal = new URL(await checkAddress(portal.parts, account.bill)).pathname.split('/')[3] ?? ''
  return { portal, documents: { ...account, customer: number, seal } }
}

type Documents = Awaited<ReturnType<typeof open>>['documents']

const answered = ({ status, location }: Answer) => (location ? `${status} ${location}` : String(status))

/** The number of Asha, or of Asha's document, at an address. */
function numberAt(pattern: string, { bill, creditNote, payment, customer }: Documents): string {
  if (/^\/admin\/(accounts|services)\//.test(pattern)) return customer
  if (pattern.includes('/credit-notes/')) return creditNote
  return pattern.includes('/payments/') ? payment : bill
}

function ask(browser: Browser, address: string, documents: Documents): Promise<Answer> {
  const [method, pattern = ''] = address.split(' ')
  const number = numberAt(pattern, documents)
  const name = pattern.startsWith('/statement/') ? 'statement.pdf' : `${number}.pdf`
  const parts = { number, name, seal: documents.seal, id: '1', change: 'add' }
  const path = Object.entries(parts).reduce((text, [part, value]) => text.replace(`:${part}`, value), pattern)
  return method === 'POST' ? browser.post(path, { contact: 'c' }) : browser.get(path)
}

test('every visitor gets at every address what the table says', async (t) => {
  const { portal, documents } = await open(t)
  const browsers: Record<Visitor, Browser> = {
    nobody: portal.browser(),
    customer: await signInCustomer(portal, 'asha@example.com'),
    another: await signInCustomer(portal, 'bina@example.com'),
    admin: await signInStaff(portal, 'admin'),
    billing: await signInStaff(portal, 'billing'),
    support: await signInStaff(portal, 'support'),
    auditor: await signInStaff(portal, 'auditor'),
  }
  for (const browser of Object.values(browsers)) await browser.get(paths.otp.request)
  for (const [address, answers] of Object.entries(table)) {
    for (const visitor of visitors) {
      const answer = await ask(browsers[visitor], address, documents)
      assert.equal(answered(answer), answers[visitor], `${visitor}: ${address}`)
    }
  }
})

test('every address of these folders stands in the table', async (t) => {
  const { portal } = await open(t)
  const missing = portal.app.addresses
    .filter(({ folder }) => folders.has(folder))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((address) => !(address in table))
  assert.deepEqual(missing, [])
})

test('a customer is shown nothing of another', async (t) => {
  const { portal, documents } = await open(t)
  await signInCustomer(portal, 'asha@example.com')
  const bina = await signInCustomer(portal, 'bina@example.com')
  const numbers = new RegExp([documents.bill, documents.payment, documents.creditNote].join('|'))
  for (const [address, { nobody }] of Object.entries(table)) {
    if (nobody !== forSignIn) continue
    const { text } = await ask(bina, address, documents)
    assert.doesNotMatch(text, ofAsha, address)
    // A refusal repeats the address that was asked for, and no other number.
    if (!address.includes(':')) assert.doesNotMatch(text, numbers, address)
  }
})

const ofAsha = /Asha Rai|asha@|a\*\*\*@|9812345678|\*\*\* 78|BANK-77|Missed on a Tuesday|\b180\.00/

test('the page behind the code of a bill says nothing of whose it is', async (t) => {
  const { portal, documents } = await open(t)
  const { text, headers } = await portal.browser().get(paths.checkBill(documents.bill, documents.seal))
  assert.match(text, new RegExp(documents.bill))
  assert.doesNotMatch(text, /Asha|T-\d|Test Street|BANK-77|180\.00/)
  assert.match(headers.get('x-robots-tag') ?? '', /noindex/)
})

test('a program is shown what stands behind its token', async (t) => {
  const { portal, documents } = await open(t)
  const statuses = async (email: string) => {
    const headers = await signInProgram(portal, email)
    const asked = [paths.api.bills, paths.api.bill(documents.bill), paths.api.payments, paths.api.feedback]
    const answers = asked.map((path) => portal.browser().get(path, headers))
    return (await Promise.all(answers)).map(({ status }) => status)
  }
  assert.deepEqual(await statuses('asha@example.com'), [200, 200, 200, 200])
  assert.deepEqual(await statuses('bina@example.com'), [200, 404, 200, 200])
})
