import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import { paths } from '../../paths.ts'
import { addCustomer, askedFor, newestCode, wrongCode } from '../../sign-in/testing/people.ts'
import type { Browser } from '../../testing/browser.ts'
import { dialects } from '../../testing/databases.ts'
import { signInStaff } from '../../testing/sign-in-staff.ts'
import type { TestPortal } from '../../testing/start-portal.ts'
import { startPortal } from '../../testing/start-portal.ts'
import { whyAddress } from './page.ts'
import { ENTRIES_A_PAGE } from './timeline.ts'

const email = 'asha@example.com'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

async function desk(t: TestContext, options: Parameters<typeof startPortal>[1] = {}) {
  const portal = await startPortal(t, options)
  const customer = await addCustomer(portal, { name: 'Asha Rai', email })
  const clerk = await signInStaff(portal, 'auditor')
  return { portal, customer, clerk }
}

const diagnosis = (text: string) => /class="notice-title">([^<]*)</.exec(text)?.[1]
const words = (text: string) => text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
const why = async (clerk: Browser, q: string) => (await clerk.get(whyAddress(q))).text
const rows = (text: string) =>
  [...text.matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].slice(1).map(([, row = '']) => words(row))

/** Ends the newest message in the way that a provider has told. */
async function end(
  { parts: { db, clock } }: TestPortal,
  change: {
    fault?: 'undeliverable' | 'rejected'
    detail?: string
    receipt?: string
    state: 'failed' | 'expired' | 'delivered'
  },
) {
  const { id } = await db
    .selectFrom('outbox')
    .select('id')
    .where('kind', '=', 'otp')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const { state, fault = null, detail = null, receipt = null } = change
  await db
    .updateTable('outbox')
    .set({ state, fault, fault_detail: detail, receipt, ended_at: clock.now(), delivered_at: clock.now() })
    .where('id', '=', id)
    .execute()
}

for (const database of dialects) {
  test(`staff see from a contact all that happened, the newest first, and neither code nor whole address (${database})`, async (t) => {
    const { portal, clerk } = await desk(t, { database })
    const browser = portal.browser()
    await askedFor(browser, email)
    const code = await newestCode(portal)
    await browser.get(paths.otp.verify)
    await browser.post(paths.otp.verify, { otp_code: wrongCode(code) })
    portal.clock.advance(MINUTE)
    await browser.post(paths.otp.verify, { otp_code: code })
    const text = await why(clerk, 'Asha@Example.com')
    assert.equal(diagnosis(text), 'A code or passkey was accepted; the sign-in was at 2 Mar 2026, 14:46.')
    const [signedIn = '', sent = '', asked = '', ...others] = rows(text)
    assert.match(signedIn, /Signed in .* With a code/)
    assert.match(sent, /E-mail with a code by file Sent/)
    assert.match(asked, /Code asked for by e-mail On a device that was not known Right code One wrong code was typed\./)
    assert.deepEqual(others, [])
    assert.match(text, /a\*\*\*@e\*\*\*\.com/)
    assert.doesNotMatch(text.replaceAll(/value="[^"]*"/g, ''), /asha@example\.com/i)
    assert.doesNotMatch(text, new RegExp(code))
  })

  test(`a request that is held says why and until when, and what strangers have emptied (${database})`, async (t) => {
    const { portal, clerk } = await desk(t, { database })
    for (let request = 0; request < 6; request += 1) {
      portal.clock.advance(1)
      await askedFor(portal.browser(), email)
    }
    await portal.messages()
    const text = await why(clerk, email)
    assert.equal(
      diagnosis(text),
      'Too many codes were asked for, so the newest request is held. The next message can go at 2 Mar 2026, 17:45.',
    )
    assert.match(
      rows(text)[0] ?? '',
      /Held Too many codes were asked for, so nothing went out\. The next can go at 2 Mar 2026, 17:45/,
    )
    assert.match(words(text), /Next message Can go at 2 Mar 2026, 17:45 ?; to a known device at once/)
    assert.match(words(text), /Pass One was sent, and can be used until 3 Mar 2026, 14:45/)
    assert.equal(rows(text).length, 11)
  })

  test(`older entries are on the next page, each once (${database})`, async (t) => {
    const { portal, clerk } = await desk(t, { database, settings: { OTP_LIMITS: 'off' } })
    for (let request = 0; request < ENTRIES_A_PAGE / 2 + 3; request += 1) await askedFor(portal.browser(), email)
    await portal.messages()
    const first = await why(clerk, email)
    assert.equal(rows(first).length, ENTRIES_A_PAGE)
    const [, href = ''] = /href="([^"]*before=[^"]*)"/.exec(first) ?? []
    const second = (await clerk.get(href.replaceAll('&amp;', '&'))).text
    assert.equal(rows(second).length, 6)
    assert.doesNotMatch(second, /href="[^"]*before=|notice-title/)
  })
}

test('what a provider has refused is told in plain words, with its own below and the next step', async (t) => {
  const { portal, clerk } = await desk(t)
  await askedFor(portal.browser(), email)
  await portal.messages()
  await end(portal, { state: 'failed', fault: 'undeliverable', detail: 'SMTP 550 5.1.1 at RCPT TO' })
  const text = await why(clerk, email)
  assert.equal(diagnosis(text), 'The mail server says that this address cannot be reached.')
  assert.match(
    words(text),
    /There is no such address\. SMTP 550 5\.1\.1 at RCPT TO Ask the person for the right contact/,
  )
  assert.match(rows(text)[0] ?? '', /Failed .* There is no such address\. SMTP 550 5\.1\.1/)
})

test('a request that waits because its country pauses is told as such', async (t) => {
  const { portal, clerk } = await desk(t, { settings: { OTP_SMS_JUDGED_FROM: '3' } })
  const phone = '+9779841234567'
  await addCustomer(portal, { name: 'Bina Rai', phone })
  const ask = (number: string) =>
    portal.browser().submit(paths.otp.request, { otp_type: 'phone', phone: number, channel: 'sms' })
  for (const last of ['1', '2', '3']) await ask(`+977984123450${last}`)
  portal.clock.advance(11 * MINUTE)
  await portal.parts.otp.judgeTexts()
  await ask(phone)
  const text = await why(clerk, phone)
  assert.match(diagnosis(text) ?? '', /^Text messages of strangers to this country are paused until /)
  assert.match(words(text), /Let the person ask for the code by e-mail/)
})

test('each thing that keeps a code from going has a sentence of its own', async (t) => {
  const { portal, clerk, customer } = await desk(t)
  const { db } = portal.parts
  const said = async () => diagnosis(await why(clerk, email))
  assert.equal(diagnosis(await why(clerk, 'nemo@example.com')), 'Nobody has this contact on record.')
  assert.equal(await said(), 'No code was asked for with this contact lately.')
  await askedFor(portal.browser(), email)
  await portal.messages()
  assert.equal(await said(), 'The mail server accepted the newest mail at 2 Mar 2026, 14:45.')
  await db.updateTable('customer_contact').set({ bouncing_since: 1, bouncing_reason: 'returned' }).execute()
  assert.equal(await said(), 'The newest message was accepted, but mail to this contact has come back before.')
  await end(portal, { state: 'delivered' })
  assert.equal(await said(), 'The newest message was delivered at 2 Mar 2026, 14:45.')
  await end(portal, { state: 'expired' })
  assert.equal(await said(), 'The newest message could not be sent before its code expired.')
  await end(portal, { state: 'failed', fault: 'rejected', receipt: 'undelivered 30007' })
  assert.equal(await said(), 'Nobody could bring the newest mail.')
  await db.updateTable('customer_contact').set({ may_sign_in: 0 }).execute()
  assert.equal(await said(), 'This contact gets messages only: it may not sign in.')
  await db.updateTable('customer_contact').set({ may_sign_in: 1 }).execute()
  await db.updateTable('customer').set({ active: 0 }).where('id', '=', customer.id).execute()
  assert.equal(await said(), 'The customer with this contact is deactivated.')
})

test('a decoy, a refusal of strangers and too many wrong codes are told as such', async (t) => {
  const { portal, clerk } = await desk(t)
  await askedFor(portal.browser(), 'bina@example.com')
  await portal.messages()
  await addCustomer(portal, { name: 'Bina', email: 'bina@example.com' })
  const decoy = await why(clerk, 'bina@example.com')
  assert.match(diagnosis(decoy) ?? '', /^When the newest code was asked for, nobody could sign in with this contact/)
  assert.match(rows(decoy)[0] ?? '', /Decoy/)

  const browser = portal.browser()
  await askedFor(browser, email)
  const code = await newestCode(portal)
  await browser.get(paths.otp.verify)
  for (let guess = 0; guess < 5; guess += 1) await browser.post(paths.otp.verify, { otp_code: wrongCode(code) })
  assert.equal(diagnosis(await why(clerk, email)), 'The newest code was typed wrong too often.')

  await portal.parts.otp.refuseStrangers(email)
  portal.clock.advance(MINUTE)
  await askedFor(portal.browser(), email)
  const refused = await why(clerk, email)
  assert.equal(diagnosis(refused), 'The owner refuses requests from strange devices until 3 Mar 2026, 14:45.')
  assert.match(words(refused), /Strangers Refused until 3 Mar 2026, 14:45/)
})

test('a customer number leads to the contact, or to a choice of contacts that shows none whole', async (t) => {
  const { portal, clerk, customer } = await desk(t)
  assert.match(await why(clerk, customer.number), /About <bdi[^>]*>a\*\*\*@e\*\*\*\.com/)
  const many = await addCustomer(portal, { name: 'Bina', email: 'bina@example.com', phone: '+9779812345678' })
  const choice = await why(clerk, many.number)
  assert.match(choice, /Which contact of/)
  assert.match(words(choice), /b\*\*\*@e\*\*\*\.com .*\+977 \*\*\* 78/)
  const [, href = ''] = /href="(\/admin\/otps\/why\/\?q=%2B977[^"]*)"/.exec(choice) ?? []
  assert.match((await clerk.get(href)).text, /About <bdi[^>]*>\+977 \*\*\* 78/)
  assert.match(await why(clerk, 'no such thing'), /Nothing fits/)
})

test('the log of codes and the page of a customer lead here', async (t) => {
  const { portal, clerk, customer } = await desk(t)
  await askedFor(portal.browser(), email)
  for (const path of [paths.admin.otps, paths.admin.customer(customer.number)]) {
    const { text } = await clerk.get(path)
    assert.match(
      text,
      /<a href="\/admin\/otps\/why\/\?q=asha%40example.com" aria-label="Why no code to .?asha@example\.com.?\?">/,
    )
  }
})

test('that somebody looked is in the audit log, under the pseudonym of the contact', async (t) => {
  const { portal, clerk } = await desk(t)
  await why(clerk, email)
  await why(clerk, 'no such thing')
  const { db, pseudonym } = portal.parts
  const looks = await db
    .selectFrom('audit_event')
    .select(['actor_kind', 'subject'])
    .where('name', '=', 'sensitive_read')
    .execute()
  assert.deepEqual(
    looks.map((look) => ({ ...look })),
    [{ actor_kind: 'staff', subject: `contact ${pseudonym(email)}` }],
  )
})

test('a month ago is over', async (t) => {
  const { portal, clerk } = await desk(t)
  await askedFor(portal.browser(), email)
  await portal.messages()
  portal.clock.advance(29 * DAY)
  await portal.parts.otp.cleanup()
  const again = await signInStaff(portal, 'auditor')
  assert.equal(rows(await why(again, email)).length, 1)
  portal.clock.advance(DAY + 1)
  assert.match(await why(again, email), /Nothing happened in 30 days/)
  assert.ok(clerk)
})
