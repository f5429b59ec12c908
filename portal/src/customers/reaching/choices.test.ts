import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../../features.ts'
import { paths } from '../../paths.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import { dialects } from '../../testing/databases.ts'
import { signInCustomer } from '../../testing/sign-in-customer.ts'
import { signInStaff } from '../../testing/sign-in-staff.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import type { Feature } from '../../web/feature.ts'
import type { Topic } from '../index.ts'
import { recipientsOf, sendNotice } from '../index.ts'
import { bounce } from '../testing/bounce.ts'

const asha = 'asha@example.com'
const DAY = 86_400_000

/** A kind of message that can wait, in place of a bill's. */
const notices: Feature = {
  kinds: () => ({
    notice: { priority: 'bulk', render: async ({ reference }) => ({ subject: 'Notice', text: reference }) },
  }),
}

async function start(t: Parameters<typeof startPortal>[0], options: Parameters<typeof startPortal>[1] = {}) {
  const portal = await startPortal(t, { ...options, features: [...features, notices] })
  const customer = await addCustomer(portal, { name: 'Asha Rai', email: asha, phone: '+9779812345678', language: 'ne' })
  const { db } = portal.parts
  const rows = await db.selectFrom('customer_contact').select(['id', 'kind']).orderBy('id').execute()
  const idOf = (kind: string) => rows.find((row) => row.kind === kind)?.id
  const choice = (email: string, phone: string, topic: Topic) => ({
    [`${topic}-${idOf('email')}`]: email,
    [`${topic}-${idOf('phone')}`]: phone,
  })
  return { portal, customer, choice }
}

const reached = async (portal: TestPortal, id: number, topic: Topic) =>
  (await recipientsOf(portal.parts, id, topic)).map(({ channel, address, locale }) => `${channel} ${address} ${locale}`)

for (const database of dialects) {
  test(`a customer chooses what comes to which contact, and it comes there (${database})`, async (t) => {
    const { portal, customer, choice } = await start(t, { database })
    assert.deepEqual(await reached(portal, customer.id, 'feedback'), [`email ${asha} ne`])
    const browser = await signInCustomer(portal, asha)
    const fields = {
      ...choice('email', 'sms', 'bills'),
      ...choice('none', 'sms', 'feedback'),
      ...choice('none', 'none', 'announcements'),
    }
    assert.equal((await browser.submit(paths.accountMessages, fields)).location, paths.account)
    assert.deepEqual(await reached(portal, customer.id, 'bills'), [`email ${asha} ne`, 'sms +9779812345678 ne'])
    assert.deepEqual(await reached(portal, customer.id, 'feedback'), ['sms +9779812345678 ne'])
    assert.deepEqual(await reached(portal, customer.id, 'announcements'), [])
    const { text } = await browser.get(paths.accountMessages)
    assert.equal(text.match(/<option value="none" selected>/g)?.length, 3)
    const event = await portal.parts.db
      .selectFrom('audit_event')
      .select(['actor_kind', 'subject', 'details'])
      .where('name', '=', 'preferences_changed')
      .executeTakeFirstOrThrow()
    assert.deepEqual(
      { ...event, details: JSON.parse(event.details) },
      {
        actor_kind: 'customer',
        subject: `customer ${customer.number}`,
        details: { bills: 2, feedback: 1, announcements: 0, paper: 0 },
      },
    )
  })

  test(`bills reach somebody, unless staff say that they go by post (${database})`, async (t) => {
    const { portal, customer, choice } = await start(t, { database })
    const nobody = choice('none', 'none', 'bills')
    const browser = await signInCustomer(portal, asha)
    const refused = await browser.submit(paths.accountMessages, nobody)
    assert.equal(refused.status, 422)
    assert.match((await browser.get(paths.accountMessages)).text, /lang="ne"/)
    assert.equal((await browser.post(paths.accountMessages, { ...nobody, paper: 'yes' })).status, 422)
    assert.deepEqual(await reached(portal, customer.id, 'bills'), [`email ${asha} ne`])
    const clerk = await signInStaff(portal, 'support')
    const page = paths.admin.customerMessages(customer.number)
    const staffRefused = await clerk.submit(page, nobody)
    assert.equal(staffRefused.status, 422)
    assert.match(staffRefused.text, /Bills have to reach somebody/)
    assert.equal((await clerk.post(page, { ...nobody, paper: 'yes' })).status, 303)
    assert.deepEqual(await reached(portal, customer.id, 'bills'), [])
    assert.match((await clerk.get(page)).text, /name="paper"[^>]*checked/)
    // What staff have said stays when the customer chooses anew.
    assert.equal((await browser.submit(paths.accountMessages, nobody)).status, 303)
  })

  test(`a message that can wait goes to who chose it, once, and past a contact that bounces (${database})`, async (t) => {
    const { portal, customer, choice } = await start(t, { database })
    const browser = await signInCustomer(portal, asha)
    await browser.submit(paths.accountMessages, choice('email', 'sms', 'bills'))
    const send = async () => {
      const notice = { customerId: customer.id, topic: 'bills', kind: 'notice', reference: 'B-1' } as const
      const { change, clock } = portal.parts
      await change((trx, commit) =>
        sendNotice(portal.parts, trx, commit, { ...notice, notAfter: clock.now() + 7 * DAY, uniqueKey: 'bill B-1' }),
      )
      return (await portal.messages()).filter(({ text }) => text === 'B-1').map(({ to }) => to)
    }
    assert.deepEqual((await send()).toSorted(), ['+9779812345678', asha])
    assert.equal((await send()).length, 2)
    portal.clock.advance(60_000)
    await bounce(portal, asha)
    assert.deepEqual(await reached(portal, customer.id, 'bills'), ['sms +9779812345678 ne'])
  })

  test(`a message that can wait sleeps through the quiet hours, a code does not (${database})`, async (t) => {
    const { portal, customer } = await start(t, { database, settings: { QUIET_HOURS: '21:00-07:00' } })
    const { clock, change, courier } = portal.parts
    const zone = portal.parts.config.timeZone
    const evening = Temporal.Instant.fromEpochMilliseconds(clock.now())
      .toZonedDateTimeISO(zone)
      .with({ hour: 23, minute: 0 }).epochMilliseconds
    portal.clock.advance((evening - clock.now() + DAY) % DAY)
    const send = (lifeMs: number, reference: string) =>
      change((trx, commit) =>
        sendNotice(portal.parts, trx, commit, {
          ...{ customerId: customer.id, topic: 'feedback', kind: 'notice', reference },
          notAfter: clock.now() + lifeMs,
        }),
      )
    const sent = async () => (await portal.messages()).map(({ text }) => text).filter((text) => /^N-\d$/.test(text))
    await send(7 * DAY, 'N-1')
    await send(DAY / 12, 'N-2') // over before the morning
    await signInCustomer(portal, asha)
    assert.deepEqual(await sent(), ['N-2'])
    portal.clock.advance(8 * 3_600_000 - 60_000)
    await courier.sweep()
    assert.deepEqual(await sent(), ['N-2'])
    portal.clock.advance(60_000)
    await courier.sweep()
    assert.deepEqual(await sent(), ['N-2', 'N-1'])
  })
}

test('only ways that are offered are taken, and only for contacts of one’s own', async (t) => {
  const { portal, customer, choice } = await start(t)
  const { id: other } = await addCustomer(portal, { name: 'Bina', email: 'bina@example.com' })
  const browser = await signInCustomer(portal, asha)
  for (const wrong of [
    choice('sms', 'sms', 'bills'),
    choice('email', 'whatsapp', 'bills'),
    choice('paint', 'sms', 'bills'),
  ]) {
    assert.equal((await browser.submit(paths.accountMessages, wrong)).status, 422)
  }
  const { id } = await portal.parts.db
    .selectFrom('customer_contact')
    .select('id')
    .where('customer_id', '=', other)
    .executeTakeFirstOrThrow()
  await browser.submit(paths.accountMessages, { ...choice('email', 'sms', 'bills'), [`feedback-${id}`]: 'none' })
  assert.deepEqual(await reached(portal, other, 'feedback'), ['email bina@example.com en'])
  assert.equal((await reached(portal, customer.id, 'bills')).length, 2)
})

test('a customer without contacts has nothing to choose, and gets nothing', async (t) => {
  const { portal, customer } = await start(t)
  await portal.parts.db.deleteFrom('customer_contact').execute()
  const clerk = await signInStaff(portal, 'support')
  assert.match((await clerk.get(paths.admin.customerMessages(customer.number))).text, /No contact yet/)
  assert.deepEqual(await reached(portal, customer.id, 'bills'), [])
  assert.deepEqual(await reached(portal, 0, 'bills'), [])
})
