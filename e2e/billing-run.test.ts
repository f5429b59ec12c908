import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { paths } from '../portal/src/paths.ts'
import { planRun } from './run-stops.ts'
import { runPortal } from './running-portal.ts'
import { codeIn, nextCodeMail, signIn, signInStaff, submit } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })
const email = 'customer@demo.example'
const desk = { viewport: { width: 1440, height: 900 } }

test('a run goes from its preview to issued bills, and its mail leads the customer to the bill', async (t) => {
  const clerk = await visit(t, portal, desk)
  await signInStaff(clerk, portal, 'staff@demo.example')
  await clerk.getByRole('link', { name: 'Billing runs' }).click()
  await planRun(clerk)
  await clerk.getByRole('heading', { name: 'Issue the bills' }).waitFor()
  await clerk.getByRole('row', { name: 'Asha' }).first().waitFor()
  await clerk.getByRole('button', { name: /^Issue \d+ bills$/ }).click()
  await clerk.getByText('The bills are being issued.').waitFor()
  // The bar says how far it is, and the page is loaded anew at the end.
  await clerk.getByRole('heading', { level: 1 }).getByText('Done').waitFor()
  await clerk.getByRole('heading', { name: 'Not told' }).waitFor()

  const customer = await visit(t, portal)
  const mail = await portal.mail.nextMail(email)
  assert.match(mail.parsed.subject ?? '', /^Your bill B-\d{4}-\d{6}: /)
  const [path = ''] = /\/bills\/B-[\d-]+\//.exec(mail.parsed.text ?? '') ?? []
  await signIn(customer, portal, email)
  await customer.goto(path)
  const number = path.split('/')[2] ?? ''
  await customer.getByText(number).first().waitFor()

  await clerk.goto(paths.admin.bill(number))
  await clerk.getByRole('heading', { name: 'Messages' }).waitFor()
  await clerk.getByRole('row', { name: 'Sent' }).first().waitFor()
})

test('a run goes its whole way without a script', async (t) => {
  const clerk = await visit(t, portal, { ...desk, javaScriptEnabled: false })
  await clerk.goto(paths.staff.request)
  await clerk.fill('[name=email]', 'billing@demo.example')
  await clerk.click(submit)
  await clerk.fill('[name=otp_code]', codeIn(await nextCodeMail(portal, 'billing@demo.example')))
  await clerk.click(submit)
  await clerk.goto(paths.admin.billing)
  await clerk.getByRole('button', { name: 'Show what it would do' }).click()
  while (await clerk.getByRole('link', { name: 'How far is it?' }).isVisible()) {
    await clerk.getByRole('link', { name: 'How far is it?' }).click()
  }
  await clerk.getByText('There is nothing to issue.').first().waitFor()
  await clerk.getByRole('button', { name: 'Drop this plan' }).click()
  await clerk.getByText('The plan is dropped.').waitFor()
})
