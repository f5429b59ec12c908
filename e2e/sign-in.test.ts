import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, markIn, nextCodeMail, signIn, wrongCode } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after }, { OTP_RESEND_COOLDOWN_SECONDS: '3' })
// Five strangers may ask in a row for a code of the same address, and no test here knows the other.
const email = 'customer@demo.example'
const another = 'shop@demo.example'
const nobody = 'nobody@demo.example'

test('on a phone the code from the mail signs in with its last digit, and after signing out nothing is left', async (t) => {
  const page = await visit(t, portal)
  await page.goto(paths.home)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Request OTP' }).click()
  const mail = await nextCodeMail(portal, email)
  assert.equal(await page.locator('.match-mark').textContent(), markIn(mail))
  await page.keyboard.type(codeIn(mail)) // the cursor waits in the field
  await page.waitForURL(`**${paths.dashboard}`)
  assert.equal(await page.locator('h1').textContent(), 'Asha Rai (demo)')

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are signed out.').waitFor()
  await page.goBack()
  await page.waitForURL(`**${paths.otp.request}`)
  assert.doesNotMatch(await page.content(), /Asha Rai/)
})

for (const [what, pasted] of [
  ['in groups', (code: string) => code.replace(/^(...)/, '$1 ')],
  [
    'with a sentence around it',
    (code: string) => `Your code: ${code.replace(/^(...)/, '$1-')}. It is good for 5 minutes.`,
  ],
] as const) {
  test(`a code that is pasted ${what} signs in`, async (t) => {
    const page = await visit(t, portal, { permissions: ['clipboard-read', 'clipboard-write'] })
    await askForCode(page, email)
    const text = pasted(codeIn(await nextCodeMail(portal, email)))
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
    await page.focus('[name=otp_code]')
    await page.keyboard.press('ControlOrMeta+V')
    await page.waitForURL(`**${paths.dashboard}`)
  })
}

test('the page says how long the code can still be used, and aloud when a minute is left and when it is over', async (t) => {
  const page = await visit(t, portal)
  await page.clock.install()
  await askForCode(page, nobody)
  const expiry = page.locator('.field + .countdown')
  await expiry.getByText(/^The code can be used for [45]:\d\d more/).waitFor()
  await page.clock.fastForward('04:02')
  await expiry.getByText(/for 0:5\d more/).waitFor()
  assert.equal(await expiry.getByRole('status').textContent(), 'One minute left.')
  await page.clock.fastForward('01:00')
  assert.equal(await expiry.getByRole('status').textContent(), 'The code has expired. Ask for a new one.')
})

test('when nothing comes a new code can be sent, after a wait that is seen; then the new one counts', async (t) => {
  const page = await visit(t, portal)
  await askForCode(page, another)
  await page.getByText('Nothing came?').click()
  const resend = page.getByRole('button', { name: 'Resend OTP' })
  assert.equal(await resend.getAttribute('aria-disabled'), 'true')
  await resend.press('Enter') // reached, and sends nothing yet
  const first = await nextCodeMail(portal, another)
  await resend.click() // once it may be
  await page.getByRole('status').getByText('A new code is on its way.').waitFor()
  const second = await nextCodeMail(portal, another)
  await page.fill('[name=otp_code]', codeIn(first))
  await page.getByRole('link', { name: `Use the one marked ${markIn(second)}.` }).waitFor()
  await page.fill('[name=otp_code]', codeIn(second))
  await page.waitForURL(`**${paths.otp.choose}`)
})

test('a wrong code stays to be mended: the page says what is wrong, leads to the field and counts the tries', async (t) => {
  const page = await visit(t, portal)
  await askForCode(page, email)
  const code = codeIn(await nextCodeMail(portal, email))
  await page.fill('[name=otp_code]', wrongCode(code))
  const line = page.getByRole('link', { name: '4 tries left' })
  await line.waitFor()
  assert.match(await page.title(), /^Error: /)
  assert.equal(await page.evaluate('document.activeElement.className'), 'error-summary')
  assert.equal(await page.inputValue('[name=otp_code]'), wrongCode(code))
  await line.click()
  assert.equal(await page.evaluate('document.activeElement.name'), 'otp_code')
  await page.getByText(email).waitFor()
  await page.fill('[name=otp_code]', code)
  await page.waitForURL(`**${paths.dashboard}`)
})

test('a mistyped address stays in its field, and beside it stands how an address looks', async (t) => {
  const page = await visit(t, portal)
  await page.goto(paths.otp.request)
  await page.fill('[name=email]', 'asha@demo')
  await page.getByRole('button', { name: 'Request OTP' }).click()
  await page.getByRole('link', { name: 'It looks like example.com' }).click()
  assert.equal(await page.evaluate('document.activeElement.value'), 'asha@demo')
  await page.fill('[name=email]', nobody)
  await page.getByRole('button', { name: 'Request OTP' }).click()
  await page.waitForURL(`**${paths.otp.verify}`)
})

test('whoever is signed in is let straight in, and sees this device among those signed in', async (t) => {
  const page = await visit(t, portal)
  await signIn(page, portal, email)
  await page.goto(paths.home)
  await page.waitForURL(`**${paths.dashboard}`)
  await page.goto(paths.account)
  await page.getByText('This device', { exact: true }).waitFor()
  const isSeen = `document.querySelector('.menu-link[aria-current]').getBoundingClientRect().right <= innerWidth`
  assert.deepEqual(await page.evaluate(`[${isSeen}, scrollY]`), [true, 0], 'the menu shows where one is')
})
