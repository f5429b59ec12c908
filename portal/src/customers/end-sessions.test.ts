import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { Dialect } from '../db/dialect.ts'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { dialects } from '../testing/databases.ts'
import { signInCustomer } from '../testing/sign-in-customer.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import { startPortal } from '../testing/start-portal.ts'
import { endSessionsOfNobody } from './end-sessions.ts'

const shared = 'desk@example.com'

/** A customer who is signed in by a contact, another one who has none, and a clerk who moves contacts. */
async function open(t: TestContext, database: Dialect) {
  const portal = await startPortal(t, { database })
  const former = await addCustomer(portal, { name: 'Former Holder', email: shared })
  const next = await addCustomer(portal, { name: 'Next Holder' })
  const browser = await signInCustomer(portal, shared)
  const clerk = await signInStaff(portal, 'admin')
  const { id } = await portal.parts.db
    .selectFrom('customer_contact')
    .select('id')
    .where('contact', '=', shared)
    .executeTakeFirstOrThrow()
  const change = (word: 'remove' | 'stop_sign_in') =>
    clerk.submit(
      paths.admin.customerContact(former.number, String(id)),
      { change: word },
      paths.admin.customer(former.number),
    )
  const give = (number: string) =>
    clerk.submit(
      paths.admin.customerContacts(number),
      { contact: shared, sign_in: 'yes' },
      paths.admin.customer(number),
    )
  return { portal, former, next, browser, clerk, change, give }
}

for (const database of dialects) {
  for (const word of ['remove', 'stop_sign_in'] as const) {
    test(`whoever was signed in by a contact is not signed in to its next holder: ${word} (${database})`, async (t) => {
      const { next, browser, change, give } = await open(t, database)
      assert.equal((await change(word)).status, 303)
      assert.equal((await give(next.number)).status, 303)
      assert.equal((await browser.get(paths.dashboard)).location, paths.otp.request)
      assert.equal((await browser.get(paths.otp.choose)).location, paths.otp.request)
    })

    test(`the devices of a contact do not outlive its passing to another person: ${word} (${database})`, async (t) => {
      const { portal, next, change, give } = await open(t, database)
      const { otp } = portal.parts
      assert.equal((await otp.devices(shared)).length, 1)
      await give(next.number) // it opens another account meanwhile, and passes all the same
      await change(word)
      assert.deepEqual(await otp.devices(shared), [])
    })
  }

  test(`with a customer who is deactivated its devices are forgotten, and others stay (${database})`, async (t) => {
    const { portal, former, clerk } = await open(t, database)
    await addCustomer(portal, { name: 'Somebody Else', email: 'else@example.com' })
    await signInCustomer(portal, 'else@example.com')
    await clerk.submit(paths.admin.deactivateCustomer(former.number))
    assert.deepEqual(await portal.parts.otp.devices(shared), [])
    assert.equal((await portal.parts.otp.devices('else@example.com')).length, 1)
  })

  test(`a customer who is deactivated and taken back has to sign in again (${database})`, async (t) => {
    const { former, browser, clerk } = await open(t, database)
    await clerk.submit(paths.admin.deactivateCustomer(former.number))
    await clerk.submit(paths.admin.reactivateCustomer(former.number), {}, paths.admin.customer(former.number))
    assert.equal((await browser.get(paths.dashboard)).location, paths.otp.request)
  })

  test(`a contact that still opens another account stays signed in to that one alone (${database})`, async (t) => {
    const { next, browser, change, give } = await open(t, database)
    await give(next.number)
    await change('remove')
    assert.equal((await browser.get(paths.dashboard)).location, paths.otp.choose)
    const { text } = await browser.get(paths.otp.choose)
    assert.match(text, /Next Holder/)
    assert.doesNotMatch(text, /Former Holder/)
  })
}

test('a contact is signed out when both its accounts are closed at the same moment', async (t) => {
  const { portal, former, next, give } = await open(t, 'postgres')
  await give(next.number)
  const { change, db } = portal.parts
  let gone = 0
  const bothGone = Promise.withResolvers<void>()
  const close = (number: string) =>
    change(async (trx, commit) => {
      const customer = db.selectFrom('customer').select('id').where('number', '=', number)
      await trx
        .deleteFrom('customer_contact')
        .where('contact', '=', shared)
        .where('customer_id', 'in', customer)
        .execute()
      gone += 1
      if (gone === 2) bothGone.resolve()
      await bothGone.promise
      await endSessionsOfNobody(trx, commit, [shared], portal.clock.now())
    })
  await Promise.all([close(former.number), close(next.number)])
  const standing = await db
    .selectFrom('session')
    .select('id')
    .where('contact', '=', shared)
    .where('ended_at', 'is', null)
    .execute()
  assert.deepEqual(standing, [])
})
