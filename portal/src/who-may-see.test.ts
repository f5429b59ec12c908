import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from './paths.ts'
import { addCustomer } from './sign-in/testing/people.ts'
import { staffRoles } from './staff/index.ts'
import type { Answer, Browser } from './testing/browser.ts'
import { signInCustomer, signInProgram } from './testing/sign-in-customer.ts'
import { signInStaff } from './testing/sign-in-staff.ts'
import { startPortal } from './testing/start-portal.ts'

type Visitor = 'nobody' | 'customer' | (typeof staffRoles)[number]
const visitors: readonly Visitor[] = ['nobody', 'customer', ...staffRoles]

/** What each visitor is answered: a status, and for a redirect where it leads. */
type Answers = Readonly<Record<Visitor, string>>

const everybody = (answer: string): Answers => ({
  nobody: answer,
  customer: answer,
  admin: answer,
  billing: answer,
  support: answer,
  auditor: answer,
})
const forSignIn = '303 /otp/request/'
const customers = (answer: string): Answers => ({ ...everybody(forSignIn), customer: answer })
const staff = (answers: Omit<Answers, 'nobody' | 'customer'>): Answers => ({ ...everybody('303 /staff/'), ...answers })
const allStaff = staff({ admin: '200', billing: '200', support: '200', auditor: '200' })

/** Who may what in the folders below. Staff's cookies open nothing of customers, nor the other way round. */
const table: Readonly<Record<string, Answers>> = {
  'GET /dashboard/': customers('200'),
  'GET /account/': customers('200'),
  'GET /bills/': customers('200'),
  'GET /bills/:number/': customers('404'),
  'GET /bills/:name': customers('404'),
  'GET /statement/': customers('200'),
  'GET /payments/': customers('200'),
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
  await addCustomer(portal, { name: 'Asha Rai', email: 'asha@example.com', phone: '+9779812345678' })
  await addCustomer(portal, { name: 'Bina Lama', email: 'bina@example.com' })
  return portal
}

const answered = ({ status, location }: Answer) => (location ? `${status} ${location}` : String(status))

function ask(browser: Browser, address: string): Promise<Answer> {
  const [method, pattern = ''] = address.split(' ')
  const path = pattern.replace(':number', '2026-1').replace(':name', '2026-1.pdf')
  return method === 'POST' ? browser.post(path, { contact: 'c' }) : browser.get(path)
}

test('every visitor gets at every address what the table says', async (t) => {
  const portal = await open(t)
  const browsers: Record<Visitor, Browser> = {
    nobody: portal.browser(),
    customer: await signInCustomer(portal, 'asha@example.com'),
    admin: await signInStaff(portal, 'admin'),
    billing: await signInStaff(portal, 'billing'),
    support: await signInStaff(portal, 'support'),
    auditor: await signInStaff(portal, 'auditor'),
  }
  for (const browser of Object.values(browsers)) await browser.get(paths.otp.request)
  for (const [address, answers] of Object.entries(table)) {
    for (const visitor of visitors) {
      const answer = await ask(browsers[visitor], address)
      assert.equal(answered(answer), answers[visitor], `${visitor}: ${address}`)
    }
  }
})

test('every address of these folders stands in the table', async (t) => {
  const { app } = await open(t)
  const missing = app.addresses
    .filter(({ folder }) => folders.has(folder))
    .map(({ method, path }) => `${method} ${path}`)
    .filter((address) => !(address in table))
  assert.deepEqual(missing, [])
})

test('a customer is shown nothing of another', async (t) => {
  const portal = await open(t)
  await signInCustomer(portal, 'asha@example.com')
  const bina = await signInCustomer(portal, 'bina@example.com')
  for (const [address, { nobody }] of Object.entries(table)) {
    if (nobody !== forSignIn) continue
    assert.doesNotMatch((await ask(bina, address)).text, /Asha Rai|asha@|a\*\*\*@|9812345678|\*\*\* 78/, address)
  }
})

test('a program is shown what stands behind its token', async (t) => {
  const portal = await open(t)
  const headers = await signInProgram(portal, 'bina@example.com')
  const statuses = await Promise.all(
    [paths.api.bills, paths.api.bill('2026-1'), paths.api.payments, paths.api.feedback].map(
      async (path) => (await portal.browser().get(path, headers)).status,
    ),
  )
  assert.deepEqual(statuses, [200, 404, 200, 200])
})
