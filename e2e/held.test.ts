import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, emptyLane, nextCodeMail, passIn, signIn, submit } from './sign-in.ts'
import { visit } from './visit.ts'

const portal = await runPortal({ after })

test('a stranger who uses up the messages of an address delays its owner by one pass', async (t) => {
  const email = 'customer@demo.example'
  const page = await visit(t, portal)
  await emptyLane(portal, email)
  await askForCode(page, email)
  await page.getByRole('heading', { name: 'Your code is waiting' }).waitFor()
  await page.fill('[name=otp_pass]', '1234 5678 9012')
  await page.click(submit)
  await page.getByRole('link', { name: '4 tries left' }).click()
  await page.fill('[name=otp_pass]', passIn(portal.mail.received.at(-1)))
  await page.click(submit)
  await page.fill('[name=otp_code]', codeIn(await nextCodeMail(portal, email)))
  await page.waitForURL(`**${paths.dashboard}`)
})

test('whoever pays for two chooses whose account it is to be, and can change over', async (t) => {
  const page = await visit(t, portal)
  await signIn(page, portal, 'shop@demo.example')
  await page.getByRole('button', { name: 'Corner Shop' }).click()
  await page.waitForURL(`**${paths.dashboard}`)
  assert.equal(await page.locator('h1').textContent(), 'Corner Shop (demo)')
  await page.getByRole('link', { name: 'Switch to another customer' }).click()
  await page.getByRole('button', { name: 'Tea House' }).click()
  await page.waitForURL(`**${paths.dashboard}`)
  assert.equal(await page.locator('h1').textContent(), 'Tea House (demo)')
})
