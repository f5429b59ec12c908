import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { paths } from '../portal/src/paths.ts'
import { runPortal } from './running-portal.ts'
import { askForCode, codeIn, signIn, signInStaff } from './sign-in.ts'
import { visit } from './visit.ts'

// A passkey is made for one origin, so this portal has to know its port beforehand.
const portal = await runPortal({ after }, { PORT: await freePort(), OTP_RESEND_COOLDOWN_SECONDS: '1' })
const customer = 'customer@demo.example'
const clerk = 'staff@demo.example'
const desk = { viewport: { width: 1440, height: 900 } }

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

test('a customer adds a passkey, comes in by it, does without codes, and has them back with the last passkey gone', async (t) => {
  const page = await visit(t, portal)
  await plugIn(page)
  await signIn(page, portal, customer)
  await page.goto(paths.account)
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await pressed(page, 'Add a passkey')
  await page.getByText('The passkey is added.').waitFor()
  await pressed(page, 'Add a passkey')
  await page.getByRole('alert').getByText('This device has a passkey for you already.').waitFor()
  await pressed(page, 'Switch codes off')
  await page.getByText('Codes are switched off. Your passkey signs you in.').waitFor()

  await pressed(page, 'Sign out')
  await page.waitForURL(`**${paths.otp.request}`)
  const received = portal.mail.received.length
  await askForCode(page, customer)
  await page.getByText('a code is on its way').waitFor()
  await page.goto(paths.otp.request)
  await pressed(page, 'Sign in with a passkey')
  await page.waitForURL(`**${paths.dashboard}`)
  assert.equal(portal.mail.received.length, received, 'no code was sent')

  await page.goto(paths.accountPasskeys)
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page.getByText('The passkey is removed.').waitFor()
  await pressed(page, 'Sign out')
  await page.waitForURL(`**${paths.otp.request}`)
  await pressed(page, 'Sign in with a passkey')
  await page.getByText('That passkey is not known here.').first().waitFor()
  await signIn(page, portal, customer)
  await page.waitForURL(`**${paths.dashboard}`)
})

test('staff are offered a passkey, and once they have one each sign-in asks for it', async (t) => {
  const page = await visit(t, portal, desk)
  await plugIn(page)
  await signInStaff(page, portal, clerk)
  await page.getByRole('link', { name: 'Add a passkey' }).click()
  await pressed(page, 'Add a passkey')
  await page.getByText('The passkey is added.').waitFor()
  assert.equal((await portal.mail.nextMail(clerk)).parsed.subject, 'Your passkeys have changed')
  await pressed(page, 'Sign out')
  await signInStaff(page, portal, clerk)
  await page.waitForURL(`**${paths.staff.passkey}`)
  await page.goto(paths.admin.customers)
  await page.waitForURL(`**${paths.staff.passkey}`)
  await pressed(page, 'Use your passkey')
  await page.waitForURL(`**${paths.admin.home}`)
  await page.getByRole('link', { name: 'Your passkeys' }).click()
  await page.getByRole('button', { name: /^Remove/ }).click()
  await page.getByText('The passkey is removed.').waitFor()
})

test('a passkey that is not shown is told so, and the button stays', async (t) => {
  const page = await visit(t, portal)
  const refuses = await plugIn(page)
  await refuses()
  await page.goto(paths.otp.request)
  await pressed(page, 'Sign in with a passkey')
  await page.getByRole('alert').getByText('The device did not answer').waitFor()
  assert.ok(await page.getByRole('button', { name: 'Sign in with a passkey' }).isEnabled())
})

test('without script no passkey is asked for, and the page that needs one says so', async (t) => {
  const page = await visit(t, portal, { javaScriptEnabled: false })
  await page.goto(paths.otp.request)
  assert.equal(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible(), false)
  await page.fill('[name=email]', customer)
  await pressed(page, 'Request OTP')
  await page.waitForURL(`**${paths.otp.verify}`)
  await page.fill('[name=otp_code]', codeIn(await portal.mail.nextMail(customer)))
  await pressed(page, 'Verify & Login')
  await page.waitForURL(`**${paths.dashboard}`)
  await page.goto(paths.accountPasskeys)
  await page.getByText('To add a passkey you need JavaScript').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).isVisible(), false)
})

/**
 * Gives a browser a screen lock whose owner is always there.
 * @returns what makes the owner turn away
 */
async function plugIn(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return async () => {
    await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return String(address.port)
}
