import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startDesk } from './testing/desk.ts'

async function contactsIn({ parts: { db } }: TestPortal) {
  const rows = await db.selectFrom('customer_contact').select(['id', 'contact', 'may_sign_in']).orderBy('id').execute()
  return rows.map(({ id, contact, may_sign_in }) => ({ id, contact, signsIn: may_sign_in === 1 }))
}

test('a contact is added, let in, kept out and removed', async (t) => {
  const { portal, clerk, add } = await startDesk(t)
  const number = await add({ email: '' })
  const page = paths.admin.customer(number)
  const added = await clerk.submit(paths.admin.customerContacts(number), { contact: ' 984-1234567 ' }, page)
  assert.equal(added.location, page)
  const [contact] = await contactsIn(portal)
  assert.deepEqual([contact?.contact, contact?.signsIn], ['+9779841234567', false])
  const address = paths.admin.customerContact(number, String(contact?.id))
  await clerk.post(address, { change: 'allow_sign_in' })
  assert.equal((await contactsIn(portal))[0]?.signsIn, true)
  assert.match((await clerk.get(page)).text, /The contact may sign in now\./)
  await clerk.post(address, { change: 'stop_sign_in' })
  assert.equal((await contactsIn(portal))[0]?.signsIn, false)
  await clerk.post(address, { change: 'remove' })
  assert.deepEqual(await contactsIn(portal), [])
  assert.equal((await clerk.post(address, { change: 'remove' })).status, 422)
  assert.equal((await clerk.post(address, { change: 'paint' })).status, 400)
  assert.equal((await clerk.post(paths.admin.customerContact(number, 'x'), { change: 'remove' })).status, 404)
})

test('what is no contact is refused beside the field, with what was typed', async (t) => {
  const { clerk, add } = await startDesk(t)
  const number = await add()
  const send = (contact: string) =>
    clerk.submit(paths.admin.customerContacts(number), { contact }, paths.admin.customer(number))
  for (const [typed, says] of [
    ['', 'Enter an e-mail address or a phone number'],
    ['x@', 'not a mail domain'],
    ['01-4412345', 'landline'],
    ['garden@EXAMPLE.com', 'has this contact already'],
  ] as const) {
    const { status, text } = await send(typed)
    assert.equal(status, 422)
    assert.ok(text.includes(says), typed)
    assert.ok(text.includes(`value="${typed}"`), typed)
  }
})

test('one contact may belong to several customers, and each page says so', async (t) => {
  const { clerk, add } = await startDesk(t)
  const one = await add({ email: 'manager@example.com' })
  const other = await add({ name: 'Lake Hotel', email: 'Manager@example.com' })
  assert.ok((await clerk.get(paths.admin.customer(one))).text.includes(`href="${paths.admin.customer(other)}"`))
})

test('a contact of one customer is not changed from the page of another', async (t) => {
  const { portal, clerk, add } = await startDesk(t)
  await add()
  const other = await add({ name: 'Lake Hotel', email: '' })
  const [contact] = await contactsIn(portal)
  await clerk.get(paths.admin.customer(other))
  const address = paths.admin.customerContact(other, String(contact?.id))
  for (const change of ['allow_sign_in', 'stop_sign_in', 'remove']) {
    assert.equal((await clerk.post(address, { change })).status, 422)
  }
  assert.deepEqual(await contactsIn(portal), [contact])
})

for (const database of dialects) {
  test(`of clerks who each add the fifth contact that may sign in one succeeds (${database})`, async (t) => {
    const { portal, clerk, add } = await startDesk(t, { database })
    const number = await add({ email: 'a1@example.com;a2@example.com;a3@example.com;a4@example.com' })
    await clerk.get(paths.admin.customer(number))
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        clerk.post(paths.admin.customerContacts(number), { contact: `b${i}@example.com`, sign_in: 'yes' }),
      ),
    )
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, ...Array.from({ length: 7 }, () => 422)])
    assert.match(answers.find(({ status }) => status === 422)?.text ?? '', /5 contacts may sign in already/)
    assert.equal((await contactsIn(portal)).filter(({ signsIn }) => signsIn).length, 5)
  })

  test(`of contacts that are let in at once only as many are as five allow (${database})`, async (t) => {
    const { portal, clerk, add } = await startDesk(t, { database })
    const seven = [1, 2, 3, 4, 5, 6, 7].map((n) => `a${n}@example.com`).join(';')
    const number = await add({ email: seven })
    const contacts = await contactsIn(portal)
    assert.equal(contacts.filter(({ signsIn }) => signsIn).length, 5)
    await clerk.get(paths.admin.customer(number))
    const change = (id: number | undefined, name: string) =>
      clerk.post(paths.admin.customerContact(number, String(id)), { change: name })
    await change(contacts[0]?.id, 'stop_sign_in')
    const answers = await Promise.all([
      change(contacts[5]?.id, 'allow_sign_in'),
      change(contacts[6]?.id, 'allow_sign_in'),
    ])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [303, 422])
    assert.equal((await contactsIn(portal)).filter(({ signsIn }) => signsIn).length, 5)
  })
}

for (const database of dialects) {
  test(`whoever may sign in hears of a change of contacts, and so does the contact (${database})`, async (t) => {
    const { portal, clerk, add } = await startDesk(t, { database })
    const number = await add({ email: 'owner@example.com' })
    const page = paths.admin.customer(number)
    const heard = async (change: () => Promise<unknown>) => {
      const before = (await portal.messages()).length
      await change()
      const messages = await portal.messages()
      return messages
        .slice(before)
        .map(({ to }) => to)
        .toSorted()
    }
    const intruder = { contact: 'intruder@example.com', sign_in: 'yes' }
    const both = ['intruder@example.com', 'owner@example.com']
    assert.deepEqual(await heard(() => clerk.submit(paths.admin.customerContacts(number), intruder, page)), both)
    const id = (await contactsIn(portal)).find(({ contact }) => contact === intruder.contact)?.id
    const address = paths.admin.customerContact(number, String(id))
    for (const change of ['stop_sign_in', 'allow_sign_in', 'remove']) {
      assert.deepEqual(await heard(() => clerk.post(address, { change })), both, change)
    }
    const last = (await portal.messages()).at(-1)
    assert.match(last?.text ?? '', /i\*\*\*@e\*\*\*\.com was taken off the record of customer C-/)
  })
}

test('contacts are changed only by who has shown within five minutes who is at the desk', async (t) => {
  const { portal, clerk, add } = await startDesk(t)
  const number = await add({ email: 'owner@example.com' })
  await clerk.get(paths.admin.customer(number))
  portal.clock.advance(6 * 60_000)
  const late = await clerk.post(paths.admin.customerContacts(number), { contact: 'x@example.com', sign_in: 'yes' })
  assert.match(late.location ?? '', /^\/staff\/again\//)
  assert.equal((await contactsIn(portal)).length, 1)
})
