import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import type { Browser } from '../testing/browser.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, askedFor, newestCode } from './testing/people.ts'

const email = 'demo.household@example.com'

async function signsIn(portal: TestPortal, browser: Browser): Promise<void> {
  await askedFor(browser, email)
  await browser.get(paths.otp.verify)
  const done = await browser.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  assert.equal(done.location, paths.dashboard)
}

for (const database of ['sqlite', 'postgres'] as const) {
  test(`while strangers empty the lane, a known device gets its code at once, also after signing out (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Demo Household', email })
    const owner = portal.browser()
    await signsIn(portal, owner)
    await owner.submit(paths.otp.logout, {}, paths.account)
    for (let request = 0; request < 6; request += 1) await askedFor(portal.browser(), email)
    const before = (await portal.messages()).length
    await signsIn(portal, owner)
    assert.equal((await portal.messages()).length, before + 1)
    assert.match((await owner.get(paths.account)).text, /Known devices/)
  })
}

test('a device that is forgotten counts as a stranger again', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const owner = portal.browser()
  await signsIn(portal, owner)
  const [device] = await portal.parts.otp.devices(email)
  const forgotten = await owner.submit(paths.accountDevices, { device: String(device?.id) }, paths.account)
  assert.equal(forgotten.location, paths.account)
  assert.deepEqual(await portal.parts.otp.devices(email), [])
  for (let request = 0; request < 6; request += 1) await askedFor(portal.browser(), email)
  await askedFor(owner, email)
  assert.match((await owner.get(paths.otp.verify)).text, /holding back/)
})

test('nobody forgets another contact’s device', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const owner = portal.browser()
  await signsIn(portal, owner)
  const answer = await owner.submit(paths.accountDevices, { device: '1' }, paths.account)
  assert.equal(answer.status, 404)
})

test('a sign-in on another device is told to the customer’s other contact, the first one ever to nobody', async (t) => {
  const portal = await startPortal(t)
  const { id } = await addCustomer(portal, { name: 'Demo Household', email })
  const other = 'demo.partner@example.com'
  await portal.parts.db
    .insertInto('customer_contact')
    .values({ customer_id: id, kind: 'email', address: other, contact: other, may_sign_in: 0, created_at: 0 })
    .execute()
  await signsIn(portal, portal.browser())
  assert.deepEqual(
    (await portal.messages()).map(({ to }) => to),
    [email],
  )
  const agent = 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'
  await signsIn(portal, portal.browser({ headers: { 'user-agent': agent } }))
  const notice = (await portal.messages()).at(-1)
  assert.equal(notice?.to, other)
  assert.match(notice?.text ?? '', /Firefox, Android/)
  assert.doesNotMatch(notice?.text ?? '', /^[\d -]+$/m)
})

test('a program’s device token moves its requests into a lane of their own', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const program = portal.browser()
  const ask = async (body: object) => JSON.parse((await program.postJson(paths.api.request, body)).text)
  const { flow } = await ask({ otpType: 'email', email })
  const otpCode = await newestCode(portal)
  const { device } = JSON.parse((await program.postJson(paths.api.verify, { flow, otpCode })).text)
  for (let request = 0; request < 5; request += 1) await ask({ otpType: 'email', email })
  assert.equal((await ask({ otpType: 'email', email })).held, true)
  assert.equal((await ask({ otpType: 'email', email, device })).held, false)
})

test('an owner sees on the account who asked for codes lately', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  await askedFor(portal.browser(), email)
  const owner = portal.browser()
  await signsIn(portal, owner)
  const { text } = await owner.get(paths.account)
  assert.equal(text.match(/Somebody on a new device/g)?.length, 2)
  assert.match(text, /Not used[\s\S]*Signed in|Signed in[\s\S]*Not used/)
})
