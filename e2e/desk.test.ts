import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { signIn, signInStaff } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })
const email = 'customer@demo.example'
const desk = { viewport: { width: 1440, height: 900 } }

test('a clerk records a payment by the keyboard alone, in one form, and the customer sees it', async (t) => {
  const clerk = await visit(t, portal, desk)
  await signInStaff(clerk, portal, 'staff@demo.example')
  await clerk.goto(paths.admin.newPayment)
  await clerk.keyboard.type(email)
  await clerk.keyboard.press('Tab')
  await clerk.keyboard.type('123.45')
  await clerk.keyboard.press('Tab')
  await clerk.keyboard.press('ArrowDown')
  await clerk.keyboard.press('Tab')
  await clerk.keyboard.type('CHQ 4711')
  await clerk.keyboard.press('Enter')
  await clerk.getByText('The payment is recorded.').waitFor()
  const facts = (await clerk.locator('main').textContent()) ?? ''
  assert.match(facts, /123\.45[\s\S]*Cheque[\s\S]*CHQ 4711/)
  const number = /R-\d{4}-\d{6}/.exec(facts)?.[0] ?? ''

  const customer = await visit(t, portal)
  await signIn(customer, portal, email)
  await customer.goto(paths.payments)
  await customer.getByRole('row', { name: number }).getByText('123.45').waitFor()
  await customer.goto(paths.payment(number))
  await customer.getByText('CHQ 4711').waitFor()
})

test('the search field finds a bill by its number and a payment by its reference', async (t) => {
  const clerk = await visit(t, portal, desk)
  await signInStaff(clerk, portal, 'support@demo.example')
  await clerk.goto(paths.admin.bills)
  const number = (await clerk.locator('main table tbody th a').first().textContent())?.trim() ?? ''
  await clerk.goto(paths.admin.home)
  const search = clerk.getByRole('searchbox', { name: 'Find anyone by anything' })
  await search.fill(number.toLowerCase().replaceAll('-', ' '))
  await search.press('Enter')
  await clerk.getByRole('heading', { name: `Bill ${number}` }).waitFor()
  await search.fill('chq 4711')
  await search.press('Enter')
  await clerk.getByRole('heading', { name: 'Payment R-' }).waitFor()
})

test('a clerk reads what a charge does to the next bill before saving it', async (t) => {
  const clerk = await visit(t, portal, desk)
  await signInStaff(clerk, portal, 'staff@demo.example')
  await clerk.goto(`${paths.admin.find}?q=${email}`)
  await clerk.getByRole('link', { name: 'Services and charges' }).click()
  await clerk.getByRole('link', { name: 'Add a charge' }).click()
  await clerk.getByLabel('Something else').check()
  await clerk.getByLabel('What it is, as the bill will say it').fill('Old sofa')
  await clerk.getByLabel('Price for one of it').fill('212.50')
  await clerk.getByRole('button', { name: 'See what it does' }).click()
  await clerk.getByText('212.50 more').waitFor()
  await clerk.getByRole('button', { name: 'Save' }).click()
  await clerk.getByText('Saved.').waitFor()
  await clerk.getByRole('row', { name: 'Old sofa' }).waitFor()
})
