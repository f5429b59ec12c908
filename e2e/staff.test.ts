import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, nextCodeMail, signInStaff } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })
const email = 'customer@demo.example'
const desk = { viewport: { width: 1440, height: 900 } }

test('support finds a sign-in in the log, which shows no code, and ends it', async (t) => {
  const customer = await visit(t, portal)
  await askForCode(customer, email)
  const code = codeIn(await nextCodeMail(portal, email))

  const clerk = await visit(t, portal, desk)
  await signInStaff(clerk, portal, 'support@demo.example')
  await clerk.getByRole('link', { name: 'One-time codes' }).click()
  const search = clerk.getByLabel('E-mail address or phone number')
  await search.fill(email)
  await search.press('Enter')
  await clerk.getByRole('row', { name: email }).getByText('Open').waitFor()
  const digits = (await clerk.content()).replaceAll(/(?<=\d)[ -](?=\d)/g, '')
  assert.ok(!digits.includes(code), 'the code stands nowhere on the page')
  await clerk.getByRole('button', { name: 'End open requests' }).click()
  await clerk.getByText('The open requests have ended.').waitFor()

  await customer.fill('[name=otp_code]', code)
  await customer.getByRole('heading', { name: 'This code can no longer be used' }).waitFor()
})

test('a customer cannot come in by the door of staff, and the page does not say so', async (t) => {
  const page = await visit(t, portal)
  await page.goto(paths.staff.request)
  await page.getByLabel('Work e-mail address').fill(email)
  await page.getByRole('button', { name: 'Request OTP' }).click()
  await page.getByText('a code is on its way').waitFor()
  assert.deepEqual(portal.mail.received.filter(({ to }) => to.includes(email)).length, 1, 'that of the first test')
})
