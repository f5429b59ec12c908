import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { signInCustomer } from '../testing/sign-in-customer.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { createAuthenticator } from './testing/authenticator.ts'
import { addCustomer, addStaff, askedFor, newestCode } from './testing/people.ts'
import { codeOfStaff } from './testing/staff-at-door.ts'

const email = 'demo.household@example.com'
const MINUTE = 60_000

/** The sessions that stand. */
const standing = async ({ parts: { db } }: TestPortal) => {
  const rows = await db.selectFrom('session').select('id').where('ended_at', 'is', null).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** Lets no session be changed (SQLite), as if the process died at that statement. @returns what mends it */
async function breakSessions({ parts: { database } }: TestPortal): Promise<() => Promise<number>> {
  const run = (sql: string) => database.store.write((trx) => trx.run(sql))
  await run(
    `CREATE TRIGGER broken_sessions BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'the session is stuck'); END`,
  )
  return () => run('DROP TRIGGER broken_sessions')
}

test('a customer who signs in anew by a code has one session at every moment', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const browser = await signInCustomer(portal, email)
  const before = await standing(portal)
  portal.clock.advance(MINUTE)
  await askedFor(browser, email)
  await browser.get(paths.otp.verify)
  const code = await newestCode(portal)
  const mend = await breakSessions(portal)
  assert.equal((await browser.post(paths.otp.verify, { otp_code: code })).status, 500)
  assert.deepEqual(await standing(portal), before, 'the old one stands, and no other')
  await mend()
  assert.equal((await browser.post(paths.otp.verify, { otp_code: code })).location, paths.dashboard)
  const after = await standing(portal)
  assert.deepEqual([after.length, before.includes(after[0] ?? 0)], [1, false])
})

test('a customer who signs in anew by a passkey has one session at every moment', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const browser = await signInCustomer(portal, email)
  const key = createAuthenticator('http://localhost:3000')
  await browser.post(paths.accountPasskeys, key.make((await browser.get(paths.accountPasskeys)).text))
  const before = await standing(portal)
  const { text } = await browser.get(paths.otp.request)
  const shown = key.show(text)
  const mend = await breakSessions(portal)
  assert.equal((await browser.post(paths.otp.passkey, shown)).status, 500)
  assert.deepEqual(await standing(portal), before)
  await mend()
  assert.equal((await browser.post(paths.otp.passkey, shown)).location, paths.dashboard)
  const after = await standing(portal)
  assert.deepEqual([after.length, before.includes(after[0] ?? 0)], [1, false])
})

test('the session of staff is replaced, and raised by a new passkey, in the commit that does so', async (t) => {
  const origin = 'https://bills.example.com'
  const portal = await startPortal(t, { settings: { PUBLIC_URL: origin } })
  await addStaff(portal, 'bina@example.com', 'support')
  const browser = portal.browser()
  await codeOfStaff(portal, browser, 'bina@example.com')
  const before = await standing(portal)
  const made = createAuthenticator(origin).make((await browser.get(paths.staff.passkey)).text)
  const mend = await breakSessions(portal)
  assert.equal((await codeOfStaff(portal, browser, 'bina@example.com')).status, 500)
  assert.equal((await browser.post(paths.staff.newPasskey, made)).status, 500)
  assert.deepEqual(await portal.parts.db.selectFrom('passkey').select('id').execute(), [])
  assert.deepEqual(await standing(portal), before)
  await mend()
  assert.equal((await browser.post(paths.staff.newPasskey, made)).status, 303)
  assert.equal((await codeOfStaff(portal, browser, 'bina@example.com')).status, 303)
  assert.equal((await standing(portal)).length, 1)
})
