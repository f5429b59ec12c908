import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageIdOf } from '@kerbside/courier'
import { complaint, deliveryReport } from '../../../../packages/courier/src/testing/reports.ts'
import { startMailServer } from '../../../../tools/testing/mail-server.ts'
import { paths } from '../../paths.ts'
import { addCustomer } from '../../sign-in/testing/people.ts'
import type { Browser } from '../../testing/browser.ts'
import { dialects } from '../../testing/databases.ts'
import { signInCustomer, signInProgram } from '../../testing/sign-in-customer.ts'
import { signInStaff } from '../../testing/sign-in-staff.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { messageIdKeys } from '../../web/keys.ts'
import { bounce, bouncing, mailTo, readReports } from '../testing/bounce.ts'

const asha = 'asha@example.com'
const to = asha

const eventsOf = async ({ parts: { db } }: TestPortal, name: string) =>
  db.selectFrom('audit_event').select(['actor_kind', 'subject', 'details']).where('name', '=', name).execute()

for (const database of dialects) {
  test(`a mail that came back marks its contact, once, in every record (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { number } = await addCustomer(portal, { name: 'Asha', email: 'Asha@Example.com', phone: '+9779812345678' })
    await addCustomer(portal, { name: 'Shop', email: asha })
    await addCustomer(portal, { name: 'Bina', email: 'bina@example.com' })
    const id = await mailTo(portal, 'Asha@Example.com')
    const report = deliveryReport(id, { to: 'ASHA@example.com', diagnostic: '550 5.1.1 no such user' })
    assert.deepEqual(await readReports(portal, report, report), [
      'a***@e***.com: marked, mail does not arrive there (5.1.1).',
      'a***@e***.com: was marked already (5.1.1).',
    ])
    assert.deepEqual(await bouncing(portal), [`${asha} returned`, `${asha} returned`])
    const events = await eventsOf(portal, 'contact_bounced')
    assert.equal(events.length, 2)
    const told = { contact: 'a***@e***.com', reason: 'returned', told: '5.1.1' }
    const [event] = events.filter(({ subject }) => subject === `customer ${number}`)
    assert.deepEqual([event?.actor_kind, JSON.parse(event?.details ?? '')], ['system', told])
  })

  test(`a report that a stranger makes up marks nobody (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha', email: asha })
    await addCustomer(portal, { name: 'Mallory', email: 'mallory@example.com' })
    const ashas = await mailTo(portal, asha)
    const mallorys = await mailTo(portal, 'mallory@example.com')
    const { id } = await portal.parts.db
      .selectFrom('outbox')
      .select('id')
      .where('address', '=', asha)
      .executeTakeFirstOrThrow()
    const signature = (signed: string) => /\.([0-9a-f]{24})\./.exec(signed)?.[1] ?? ''
    const forged = [
      messageIdOf(id, 'noreply@example.net'),
      messageIdOf(id, 'noreply@example.net', 'a key of the stranger'),
      messageIdOf(id, 'noreply@example.net', portal.parts.config.secretKey[0]),
      ashas.replace(signature(ashas), signature(mallorys)),
      '<20260302@mail.example.net>',
    ]
    for (const messageId of forged) {
      const report = deliveryReport(messageId, { to })
      assert.deepEqual(await readReports(portal, report), [
        'A report names no mail of ours from the last 90 days. Nothing is marked.',
      ])
    }
    // The stranger's own mail is signed, and counts for the stranger's own contact alone.
    assert.deepEqual(await readReports(portal, deliveryReport(mallorys, { to, original: to })), [
      'A report is about somebody to whom our mail was forwarded. Nothing is marked.',
    ])
    assert.deepEqual(await bouncing(portal), [])
    await readReports(portal, complaint(mallorys))
    assert.deepEqual(await bouncing(portal), ['mallory@example.com complaint'])
  })

  test(`a code that arrives ends the mark, and an old report does not bring it back (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha', email: asha })
    const early = await mailTo(portal, asha)
    portal.clock.advance(60_000)
    await bounce(portal, asha)
    portal.clock.advance(60_000)
    const browser = await signInCustomer(portal, asha)
    assert.deepEqual(await bouncing(portal), [])
    assert.equal((await eventsOf(portal, 'contact_confirmed')).length, 1)
    assert.doesNotMatch((await browser.get(paths.dashboard)).text, /came back/)
    const report = deliveryReport(early, { to })
    const [said = ''] = await readReports(portal, report)
    assert.match(said, /was confirmed after this mail was sent/)
    portal.clock.advance(60_000)
    await bounce(portal, asha)
    portal.clock.advance(60_000)
    await signInProgram(portal, asha)
    assert.deepEqual(await bouncing(portal), [])
  })

  test(`a report that is read after the contact was proven marks nothing (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha', email: asha })
    const early = await mailTo(portal, asha)
    portal.clock.advance(60_000)
    await signInCustomer(portal, asha)
    const [said = ''] = await readReports(portal, deliveryReport(early, { to }))
    assert.match(said, /was confirmed after this mail was sent/)
    assert.deepEqual(await bouncing(portal), [])
  })

  test(`staff see who bounces, find them, and say that a contact works (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { number } = await addCustomer(portal, { name: 'Asha Rai', email: asha })
    await addCustomer(portal, { name: 'Bina Lama', email: 'bina@example.com' })
    await bounce(portal, asha)
    const clerk = await signInStaff(portal, 'support')
    const list = await clerk.get(`${paths.admin.customers}?contacts=bouncing`)
    assert.match(list.text, /Asha Rai/)
    assert.doesNotMatch(list.text, /Bina Lama/)
    const page = paths.admin.customer(number)
    const { text } = await clerk.get(page)
    assert.match(text, /Messages come back/)
    const [, id = ''] = /contacts\/(\d+)\//.exec(text) ?? []
    await clerk.post(paths.admin.customerContact(number, id), { change: 'confirm' })
    assert.deepEqual(await bouncing(portal), [])
    assert.doesNotMatch((await clerk.get(page)).text, /Messages come back/)
    const [event] = await eventsOf(portal, 'contact_confirmed')
    assert.deepEqual([event?.actor_kind, event?.subject], ['staff', `customer ${number}`])
    assert.equal((await clerk.post(paths.admin.customerContact(number, id), { change: 'confirm' })).status, 422)
  })

  test(`a mail server that says that nobody is there marks the contact at once (${database})`, async (t) => {
    const server = await startMailServer(t, {
      security: 'none',
      refuse: (recipient) => (recipient === asha ? { code: 550, text: '5.1.1 No such user here' } : undefined),
    })
    const settings = {
      EMAIL_BACKEND: 'smtp',
      EMAIL_HOST: 'localhost',
      EMAIL_PORT: String(server.port),
      BOUNCE_ADDRESS: 'bounces@example.net',
    }
    const portal = await startPortal(t, { database, settings })
    await addCustomer(portal, { name: 'Asha', email: asha })
    await addCustomer(portal, { name: 'Bina', email: 'bina@example.com' })
    await portal.browser().submit(paths.otp.request, { otp_type: 'email', email: asha })
    await portal.messages()
    for (let look = 0; look < 1000 && (await bouncing(portal)).length === 0; look += 1);
    assert.deepEqual(await bouncing(portal), [`${asha} refused`])
    // The mail of another customer arrives, and a report about it is known by the Message-ID that the server saw.
    await portal.browser().submit(paths.otp.request, { otp_type: 'email', email: 'bina@example.com' })
    const { from, parsed } = await server.nextMail('bina@example.com')
    assert.equal(from, 'bounces@example.net')
    await readReports(portal, deliveryReport(parsed.messageId, { to: 'bina@example.com' }))
    assert.deepEqual(await bouncing(portal), [`${asha} refused`, 'bina@example.com returned'])
  })
}

test('a report about what was sent before a contact was confirmed, or put on record, marks nothing', async (t) => {
  const portal = await startPortal(t)
  const { id } = await addCustomer(portal, { name: 'Asha', email: asha })
  const first = deliveryReport(await mailTo(portal, asha), { to })
  const second = deliveryReport(await mailTo(portal, asha), { to })
  portal.clock.advance(60_000)
  await readReports(portal, first)
  portal.clock.advance(60_000)
  const browser = await signInCustomerByPhone(portal, id)
  const [, path = ''] = /href="(\/account\/contacts\/\d+\/)"/.exec((await browser.get(paths.dashboard)).text) ?? []
  await browser.submit(path)
  assert.match(
    (await readReports(portal, first, second)).join('\n'),
    /(?:.*was confirmed after this mail was sent.*\n?){2}/,
  )
  assert.deepEqual(await bouncing(portal), [])
  await portal.parts.db.deleteFrom('customer_contact').where('contact', '=', asha).execute()
  await addCustomer(portal, { name: 'Asha again', email: asha })
  await readReports(portal, second)
  assert.deepEqual(await bouncing(portal), [])
})

/** The customer's phone, which is added for it, signs in: so nothing is proven of the address. */
async function signInCustomerByPhone(portal: TestPortal, id: number): Promise<Browser> {
  const phone = '+9779812345678'
  const row = { customer_id: id, kind: 'phone', address: phone, contact: phone, may_sign_in: 1, created_at: 1 } as const
  await portal.parts.db.insertInto('customer_contact').values(row).execute()
  const browser = portal.browser()
  await browser.submit(paths.otp.request, { otp_type: 'phone', phone })
  const sms = (await portal.messages()).findLast((message) => message.channel === 'sms')
  const [, code = ''] = /#(\d+)$/.exec(sms?.text ?? '') ?? []
  await browser.submit(paths.otp.verify, { otp_code: code })
  return browser
}

test('a record that is marked already keeps its time when another one is marked', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: asha })
  await bounce(portal, asha)
  const since = portal.clock.now()
  portal.clock.advance(60_000)
  await addCustomer(portal, { name: 'Shop', email: asha })
  await bounce(portal, asha)
  const rows = await portal.parts.db.selectFrom('customer_contact').select('bouncing_since').orderBy('id').execute()
  assert.deepEqual(
    rows.map(({ bouncing_since }) => bouncing_since),
    [since, since + 60_000],
  )
})

test('what is late, full or refused for other reasons marks nobody, and is said', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: asha })
  const id = await mailTo(portal, asha)
  const said = await readReports(
    portal,
    deliveryReport(id, { to, action: 'delayed', status: '4.4.1' }),
    deliveryReport(id, { to, status: '5.2.2' }),
    deliveryReport(id, { to, status: '5.7.1' }),
    deliveryReport(id, { to, action: 'delivered', status: '2.0.0' }),
    deliveryReport(id, { to: 'forwarded@example.org' }),
    complaint(id, 'not-spam'),
    deliveryReport(undefined, { to }),
    'Subject: I am on holiday\r\n\r\nBack on Monday.\r\n',
  )
  assert.deepEqual(
    said.map((line) => /arrived \(|may \(|refused a mail|forwarded|no complaint|no mail of ours/.exec(line)?.[0]),
    ['may (', 'may (', 'refused a mail', 'arrived (', 'forwarded', 'no complaint', 'no mail of ours'],
  )
  assert.deepEqual(await bouncing(portal), [])
  const forwarded = deliveryReport(id, { to: 'inbox@example.org', original: asha })
  await readReports(portal, forwarded)
  assert.deepEqual(await bouncing(portal), [`${asha} returned`])
})

test('a report under an older key counts, and one about a mail to nobody’s contact is said', async (t) => {
  const [older, newer] = ['an older key that is long enough to be one', 'a newer key that is long enough to be one']
  const portal = await startPortal(t, { settings: { SECRET_KEY: `${newer},${older}` } })
  const { id: customerId } = await addCustomer(portal, { name: 'Asha', email: asha })
  const signed = await mailTo(portal, asha)
  const row = Number.parseInt(/^<([^.]+)/.exec(signed)?.[1] ?? '', 36)
  const old = messageIdOf(row, 'noreply@example.net', messageIdKeys([older])[0])
  await readReports(portal, deliveryReport(old, { to }))
  assert.deepEqual(await bouncing(portal), [`${asha} returned`])
  await portal.parts.db.deleteFrom('customer_contact').where('customer_id', '=', customerId).execute()
  const [said] = await readReports(portal, deliveryReport(old, { to }))
  assert.equal(said, 'a***@e***.com: is no contact of a customer (5.1.1).')
})

test('who complained says so to end it: a code that arrives does not', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: asha })
  await readReports(portal, complaint(await mailTo(portal, asha)))
  portal.clock.advance(60_000)
  const browser = await signInCustomer(portal, asha)
  const { text } = await browser.get(paths.dashboard)
  assert.match(text, /was marked as spam/)
  const [, path = ''] = /href="(\/account\/contacts\/\d+\/)"/.exec(text) ?? []
  assert.equal((await browser.submit(path)).location, paths.account)
  assert.deepEqual(await bouncing(portal), [])
})

test('a marked contact is answered like any other at the door, by pages and programs, and codes go there', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha', email: asha })
  await addCustomer(portal, { name: 'Bina', email: 'bina@example.com' })
  await bounce(portal, asha)
  portal.clock.advance(3_600_000)
  const plain = (text: string, email: string) =>
    text
      .replaceAll(email, 'CONTACT')
      .replaceAll(email.replace(/^(.).*@(.).*(\.com)$/, '$1***@$2***$3'), 'MASKED')
      .replaceAll(/value="[\w-]{43}"/g, 'TOKEN')
      .replaceAll(/\b[A-Z]\d\b/g, 'MARK')
  const walk = async (email: string) => {
    const browser = portal.browser()
    const asked = await browser.submit(paths.otp.request, { otp_type: 'email', email })
    const shown = await browser.get(paths.otp.verify)
    const program = await portal.browser().postJson(paths.api.request, { otpType: 'email', email })
    const { flow, mark, sentTo, ...json } = JSON.parse(program.text)
    return [
      asked.status,
      asked.location,
      plain(shown.text, email),
      program.status,
      json,
      typeof flow,
      typeof mark,
      sentTo.length,
    ]
  }
  const before = (await portal.messages()).filter((message) => message.to === asha).length
  const marked = await walk(asha)
  const other = await walk('bina@example.com')
  assert.deepEqual(marked, other)
  assert.equal((await portal.messages()).filter((message) => message.to === asha).length, before + 2)
})
