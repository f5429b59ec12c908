import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { codeIn, emptyLane, nextCodeMail, passIn, submit, wrongCode } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after }, { OTP_RESEND_COOLDOWN_SECONDS: '1' })
const email = 'customer@demo.example'

test('without script a customer mistypes, has a new code sent, gets in, changes the language and signs out', async (t) => {
  const page = await visit(t, portal, { javaScriptEnabled: false })
  await page.goto(paths.otp.request)
  await page.fill('[name=email]', `${email}@`)
  await page.click(submit)
  await page.getByRole('link', { name: 'An e-mail address has one @' }).waitFor()
  await page.fill('[name=email]', email)
  await page.click(submit)
  await page.waitForURL(`**${paths.otp.verify}`)
  await page.getByText(/^The code can be used until \d/).waitFor()

  const first = codeIn(await nextCodeMail(portal, email))
  await page.fill('[name=otp_code]', wrongCode(first))
  await page.click(submit)
  await page.getByRole('link', { name: '4 tries left' }).waitFor()
  await page.getByText('Nothing came?').click()
  await waitAsAsked(page)
  await page.getByRole('button', { name: 'Resend OTP' }).click()
  await page.getByText('A new code is on its way.').waitFor()
  const code = codeIn(await nextCodeMail(portal, email))
  await page.fill('[name=otp_code]', code.replace(/^(...)/, '$1 '))
  await page.click(submit)
  await page.waitForURL(`**${paths.dashboard}`)

  await page.click('.languages [value=es]')
  await page.locator('html[lang=es]').waitFor()
  await page.click('.languages [value=en]')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByText('You are signed out.').waitFor()
})

test('without script a held sign-in is opened by the pass of an earlier message', async (t) => {
  const address = 'hotel@demo.example'
  await emptyLane(portal, address)
  const page = await visit(t, portal, { javaScriptEnabled: false })
  await page.goto(paths.otp.request)
  await page.fill('[name=email]', address)
  await page.click(submit)
  await page.waitForURL(`**${paths.otp.verify}`)
  await page.fill('[name=otp_pass]', passIn(portal.mail.received.at(-1)))
  await page.click(submit)
  await page.fill('[name=otp_code]', codeIn(await nextCodeMail(portal, address)))
  await page.click(submit)
  await page.waitForURL(`**${paths.dashboard}`)
  assert.equal(await page.locator('h1').textContent(), 'Hotel Vista (demo)')
})

/** Without a script the page says at what time a new code can be sent; nothing, when it can be by now. */
async function waitAsAsked(page: Page): Promise<void> {
  for (const time of await page.locator('details time').all()) {
    const at = Date.parse((await time.getAttribute('datetime')) ?? '')
    await setTimeout(Math.max(0, at - Date.now()))
  }
}
