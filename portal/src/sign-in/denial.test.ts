import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, askedFor, codeIn, newestCode } from './testing/people.ts'

const email = 'demo.household@example.com'
const DAY = 86_400_000

const linkIn = (text: string): string => /http:\/\/localhost:3000(\/not-me\/[\w-]+\/)/.exec(text)?.[1] ?? ''

for (const database of ['sqlite', 'postgres'] as const) {
  test(`"I did not ask for this" ends the flow and refuses strangers for a day; the owner comes in by the pass (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Demo Household', email })
    const stranger = portal.browser()
    await askedFor(stranger, email)
    const [mail] = await portal.messages()
    const link = linkIn(mail?.text ?? '')
    const owner = portal.browser()
    assert.equal((await owner.get(link)).status, 200)
    await stranger.get(paths.otp.verify)
    const done = await owner.submit(link)
    assert.equal(done.status, 200)
    const pass = /\d{4} \d{4} \d{4}/.exec(done.text)?.[0] ?? ''
    const late = await stranger.post(paths.otp.verify, { otp_code: codeIn(mail) })
    assert.match(late.text, /can no longer be used/)

    const again = portal.browser()
    await askedFor(again, email)
    assert.equal((await portal.messages()).length, 1, 'a stranger’s request sends nothing')
    assert.match((await again.get(paths.otp.verify)).text, /is on its way/)

    await askedFor(owner, email)
    await owner.get(paths.otp.verify)
    assert.equal((await owner.post(paths.otp.resend, { otp_pass: pass })).location, paths.otp.verify)
    await owner.get(paths.otp.verify)
    assert.equal((await owner.post(paths.otp.verify, { otp_code: await newestCode(portal) })).location, paths.dashboard)

    portal.clock.advance(DAY)
    const sent = (await portal.messages()).length
    await askedFor(portal.browser(), email)
    assert.equal((await portal.messages()).length, sent + 1)
  })
}

test('opening the link does nothing, and a link that is none of ours is not found', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const owner = portal.browser()
  await askedFor(owner, email)
  const [mail] = await portal.messages()
  await portal.browser().send(linkIn(mail?.text ?? ''))
  await owner.get(paths.otp.verify)
  assert.equal((await owner.post(paths.otp.verify, { otp_code: codeIn(mail) })).location, paths.dashboard)
  for (const token of ['nothing', 'A'.repeat(24), `${linkIn(mail?.text ?? '').slice(8, 31)}A`]) {
    assert.equal((await owner.submit(paths.denial(token))).status, 404, token)
  }
})

test('a customer who is signed in refuses strangers from the account', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Demo Household', email })
  const owner = portal.browser()
  await askedFor(owner, email)
  await owner.get(paths.otp.verify)
  await owner.post(paths.otp.verify, { otp_code: await newestCode(portal) })
  const done = await owner.submit(paths.accountRefuse, {}, paths.account)
  assert.match(done.text, /\d{4} \d{4} \d{4}/)
  await askedFor(portal.browser(), email)
  assert.equal((await portal.messages()).length, 1)
  await owner.submit(paths.otp.logout, {}, paths.account)
  await askedFor(owner, email)
  assert.equal((await portal.messages()).length, 2, 'a known device is not refused')
})
