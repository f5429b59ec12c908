import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startMailServer } from '../../../tools/testing/mail-server.ts'
import { paths } from '../paths.ts'
import { addCustomer, codeIn } from '../sign-in/testing/people.ts'
import { startPortal } from '../testing/start-portal.ts'

test('in development the mailbox shows what was sent, the code alone on its line', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha <Rai>', email: 'asha@example.com', phone: '+9779812345678' })
  const browser = portal.browser()
  assert.match((await browser.get(paths.dev.mailbox)).text, /No messages yet/)
  await browser.submit(paths.otp.request, { otp_type: 'email', email: 'asha@example.com' })
  const [mail] = await portal.messages()
  const { text } = await browser.get(paths.dev.mailbox)
  assert.match(text, /asha@example\.com/)
  assert.match(text, new RegExp(`^${codeIn(mail)}$`, 'm'))
  assert.match(text, new RegExp(`data-copy="${codeIn(mail)}"`))
  assert.doesNotMatch(text, /<Rai>|<body style/)
})

test('the code of a text message can be copied, too, and the newest message stands first', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com', phone: '+9779812345678' })
  await portal.browser().submit(paths.otp.request, { otp_type: 'email', email: 'asha@example.com' })
  await portal.messages()
  await portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone: '9812345678' })
  const sms = (await portal.messages()).find(({ channel }) => channel === 'sms')
  const [, code] = /#(\d+)$/.exec(sms?.text ?? '') ?? []
  const { text } = await portal.browser().get(paths.dev.mailbox)
  assert.ok(code)
  assert.equal(/data-copy="(\d+)"/.exec(text)?.[1], code)
})

test('where messages leave the machine the mailbox keeps none, even if nobody said that this is production', async (t) => {
  const { port, nextMail } = await startMailServer(t, { security: 'none' })
  const settings = { EMAIL_BACKEND: 'smtp', EMAIL_HOST: 'localhost', EMAIL_PORT: String(port), SMS_BACKEND: 'console' }
  const portal = await startPortal(t, { settings })
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com', phone: '+9779812345678' })
  await portal.browser().submit(paths.otp.request, { otp_type: 'email', email: 'asha@example.com' })
  await portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone: '9812345678' })
  await nextMail('asha@example.com')
  await portal.messages()
  const { status, text } = await portal.browser().get(paths.dev.mailbox)
  assert.deepEqual([status, portal.parts.mailbox], [200, undefined])
  assert.match(text, /Messages leave this machine/)
  assert.doesNotMatch(text, /asha|9812345678/)
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
