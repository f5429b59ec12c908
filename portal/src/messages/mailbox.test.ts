import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { addCustomer, codeIn } from '../sign-in/testing/people.ts'
import { startPortal } from '../testing/start-portal.ts'

test('in development the mailbox shows what was sent, the code alone on its line', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
  const browser = portal.browser()
  assert.equal((await browser.get(paths.dev.mailbox)).status, 200)
  await browser.submit(paths.otp.request, { otp_type: 'email', email: 'asha@example.com' })
  const [message] = await portal.messages()
  const page = await browser.get(paths.dev.mailbox)
  assert.match(page.text, /asha@example\.com/)
  assert.match(page.text, new RegExp(`^${codeIn(message)}$`, 'm'))
})

test('production has neither mailbox nor styles', async (t) => {
  const settings = {
    NODE_ENV: 'production',
    SECRET_KEY: 'the key of tests which is long enough',
    PUBLIC_URL: 'https://bills.example.com',
    EMAIL_BACKEND: 'smtp',
    EMAIL_HOST: 'localhost',
    SMS_BACKEND: '',
  }
  const browser = (await startPortal(t, { settings })).browser()
  for (const path of Object.values(paths.dev)) assert.equal((await browser.get(path)).status, 404)
})
