import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../../paths.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import { dialects } from '../../testing/databases.ts'
import { signInCustomer } from '../../testing/sign-in-customer.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { bounce, bouncing } from '../testing/bounce.ts'

const asha = 'asha@example.com'
const office = 'office@example.com'

/** A customer with two contacts, signed in with the first one, while mail to the second one comes back. */
async function start(t: Parameters<typeof startPortal>[0], database: 'sqlite' | 'postgres' = 'sqlite') {
  const portal = await startPortal(t, { database })
  const { id } = await addCustomer(portal, { name: 'Asha', email: asha })
  const at = portal.clock.now()
  const more = {
    customer_id: id,
    kind: 'email',
    address: office,
    contact: office,
    may_sign_in: 1,
    created_at: at,
  } as const
  await portal.parts.db.insertInto('customer_contact').values(more).execute()
  await bounce(portal, office)
  portal.clock.advance(60_000)
  const browser = await signInCustomer(portal, asha)
  const { text } = await browser.get(paths.dashboard)
  const [, path = ''] = /href="(\/account\/contacts\/\d+\/)"/.exec(text) ?? []
  return { portal, browser, text, path }
}

const contactsIn = async ({ parts: { db } }: TestPortal) =>
  (await db.selectFrom('customer_contact').select(['contact', 'may_sign_in']).orderBy('id').execute()).map(
    ({ contact, may_sign_in }) => `${contact} ${may_sign_in}`,
  )

for (const database of dialects) {
  test(`a customer is told which contact mail came back from, and confirms it (${database})`, async (t) => {
    const { portal, browser, text, path } = await start(t, database)
    assert.match(text, /o\*\*\*@e\*\*\*\.com<\/bdi> came back/)
    assert.doesNotMatch(text, /office@/)
    assert.match((await browser.get(paths.account)).text, /came back/)
    assert.match((await browser.get(path)).text, /Is this contact right\?/)
    assert.equal((await browser.post(path)).location, paths.account)
    assert.deepEqual(await bouncing(portal), [])
    assert.doesNotMatch((await browser.get(paths.dashboard)).text, /came back/)
    assert.equal((await browser.get(path)).status, 404)
  })

  test(`a customer puts the right contact in place of the wrong one (${database})`, async (t) => {
    const { portal, browser, path } = await start(t, database)
    const before = (await portal.messages()).length
    await browser.get(path)
    assert.equal((await browser.post(`${path}correct/`, { contact: 'new@example.com' })).location, paths.account)
    // What signs in is not taken away by a correction; it only receives nothing more.
    assert.deepEqual(await contactsIn(portal), [`${asha} 1`, `${office} 1`, 'new@example.com 0'])
    assert.doesNotMatch((await browser.get(paths.dashboard)).text, /came back/)
    const told = (await portal.messages()).slice(before).map(({ to }) => to)
    assert.deepEqual(told.toSorted(), [asha, 'new@example.com'])
  })
}

test('a contact that only received messages goes when it is corrected', async (t) => {
  const { portal, browser, path } = await start(t)
  await portal.parts.db.updateTable('customer_contact').set({ may_sign_in: 0 }).where('contact', '=', office).execute()
  await browser.get(path)
  await browser.post(`${path}correct/`, { contact: 'new@example.com' })
  assert.deepEqual(await contactsIn(portal), [`${asha} 1`, 'new@example.com 0'])
})

test('what cannot be a contact, or is there already, is refused beside the field', async (t) => {
  const { browser, path } = await start(t)
  await browser.get(path)
  for (const contact of ['x@', asha, '']) {
    const { status, text } = await browser.post(`${path}correct/`, { contact })
    assert.equal(status, 422, contact)
    assert.match(text, /field-error/)
  }
})

test('corrections end at ten contacts', async (t) => {
  const { portal, browser, path } = await start(t)
  const { id } = await portal.parts.db.selectFrom('customer').select('id').executeTakeFirstOrThrow()
  for (let n = 3; n <= 10; n += 1) {
    const contact = `more${n}@example.com`
    const row = { customer_id: id, kind: 'email', address: contact, contact, may_sign_in: 0, created_at: 1 } as const
    await portal.parts.db.insertInto('customer_contact').values(row).execute()
  }
  await browser.get(path)
  const { status, text } = await browser.post(`${path}correct/`, { contact: 'new@example.com' })
  assert.equal(status, 422)
  assert.match(text, /10 contacts already/)
})

test('a correction asks for fresh proof, a confirmation does not', async (t) => {
  const { portal, browser, path } = await start(t)
  portal.clock.advance(10 * 60_000)
  await browser.get(path)
  const { location = '' } = await browser.post(`${path}correct/`, { contact: 'new@example.com' })
  assert.ok(location.startsWith(paths.otp.again), location)
  assert.equal((await browser.post(path)).location, paths.account)
})

test('a contact of another customer is not found', async (t) => {
  const { portal, path } = await start(t)
  await addCustomer(portal, { name: 'Bina', email: 'bina@example.com' })
  const bina = await signInCustomer(portal, 'bina@example.com')
  await bina.get(paths.dashboard)
  assert.equal((await bina.get(path)).status, 404)
  assert.equal((await bina.post(path)).status, 404)
  assert.equal((await bina.post(`${path}correct/`, { contact: 'new@example.com' })).status, 404)
  assert.deepEqual(await bouncing(portal), [`${office} returned`])
})

test('news of the account goes past a contact that bounces, and to it where there is no other', async (t) => {
  const { portal } = await start(t)
  const heard = async () => {
    const before = (await portal.messages()).length
    await signInCustomer(portal, asha) // on a device that is new to the contact
    const messages = (await portal.messages()).slice(before)
    return messages.filter(({ subject }) => !/code/i.test(subject ?? '')).map(({ to }) => to)
  }
  assert.deepEqual(await heard(), [asha])
  const all = { bouncing_since: 1, bouncing_reason: 'complaint' } as const
  await portal.parts.db.updateTable('customer_contact').set(all).execute()
  assert.deepEqual(await heard(), [office])
})
