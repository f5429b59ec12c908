import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, nextCodeMail, signIn } from './sign-in.ts'
import { visit } from './visit.ts'

const email = 'customer@demo.example'
let lingering: PromiseWithResolvers<void> | undefined
let refused: string | undefined
const portal = await runPortal(
  { after },
  // A mail that is refused on purpose is no complaint.
  { OTP_RESEND_COOLDOWN_SECONDS: '1', LOG_LEVEL: 'error' },
  {
    async at(stage) {
      if (stage === 'mail') await lingering?.promise
      return undefined
    },
    refuse: (recipient) => (recipient === refused ? { code: 550, text: '5.1.1 No such user' } : undefined),
  },
)

test('on a known device the page follows the message, and tells at once when it is lost', async (t) => {
  const page = await visit(t, portal)
  await signIn(page, portal, email)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are signed out.').waitFor()

  lingering = Promise.withResolvers()
  await askForCode(page, email)
  const words = page.locator('.delivery').getByRole('status')
  const passed = page.locator('.delivery-stage[data-passed]')
  await words.getByText('Your code is on its way to the mail server.').waitFor()
  assert.equal(await passed.count(), 1)
  await page.fill('[name=otp_code]', '12')
  lingering.resolve()
  await words.getByText('The mail server has accepted it.').waitFor()
  assert.equal(await passed.count(), 2)
  assert.equal(await page.inputValue('[name=otp_code]'), '12') // nothing was loaded again
  await nextCodeMail(portal, email)

  refused = email
  await page.getByText('Nothing came?').click()
  await page.getByText('A new code can be sent now.').first().waitFor()
  await page.getByRole('button', { name: 'Resend OTP' }).click()
  await words.getByText('The mail could not be delivered.').waitFor()
  assert.equal(await page.getByText('Use your phone instead').isVisible(), true)
  refused = undefined
})

test('on any other device nothing is told but what the clock says, and other ways open by themselves', async (t) => {
  const page = await visit(t, portal)
  await page.clock.install()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await askForCode(page, 'hotel@demo.example')
  assert.equal(await page.locator('.delivery').count(), 0)
  const resend = page.getByRole('button', { name: 'Resend OTP' })
  assert.equal(await resend.isVisible(), false)
  const field = page.locator('[name=otp_code]')
  const before = await field.boundingBox()
  await page.clock.fastForward(20_000)
  await resend.waitFor()
  assert.deepEqual(await field.boundingBox(), before)
  await page.getByRole('status').getByText('There are other ways at the end of this page.').waitFor()
  assert.equal(asked.includes(paths.otp.progress), false)

  await page.getByRole('link', { name: 'Use your phone instead' }).click()
  assert.equal(await page.isChecked('[value=phone]'), true)
  assert.equal(await page.inputValue('[name=email]'), '')
})

test('without a script the other ways are there, and a button asks how far the message is', async (t) => {
  const page = await visit(t, portal)
  await signIn(page, portal, email)
  const cookies = await page.context().cookies()
  const plain = await visit(t, portal, { javaScriptEnabled: false })
  await plain.context().addCookies(cookies.filter(({ name }) => name.endsWith('device')))

  lingering = Promise.withResolvers()
  await askForCode(plain, email)
  await plain.getByText('Your code is on its way to the mail server.').first().waitFor()
  assert.equal(await plain.getByRole('button', { name: 'Resend OTP' }).isVisible(), true)
  await plain.fill('[name=otp_code]', '12')
  lingering.resolve()
  const code = codeIn(await nextCodeMail(portal, email))
  await plain.getByRole('button', { name: 'How far is it?' }).click()
  assert.equal(await plain.inputValue('[name=otp_code]'), '12')
  assert.match(
    (await plain.locator('.delivery-words').textContent()) ?? '',
    /^Your code is|^The mail server has accepted/,
  )
  await plain.fill('[name=otp_code]', code)
  await plain.keyboard.press('Enter')
  await plain.waitForURL(`**${paths.dashboard}`)
})
