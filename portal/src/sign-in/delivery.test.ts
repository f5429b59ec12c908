import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { test } from 'node:test'
import type { OutboxState } from '@kerbside/courier'
import { paths } from '../paths.ts'
import type { Answer } from '../testing/browser.ts'
import { dialects } from '../testing/databases.ts'
import { signInCustomer } from '../testing/sign-in-customer.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { listen } from './testing/listen.ts'
import { addCustomer, askedFor } from './testing/people.ts'

const email = 'asha@example.com'
const SECOND = 1000
const MINUTE = 60 * SECOND

/** A browser that has signed in as Asha before, and has asked for a code again. */
async function known(t: TestContext, options: Parameters<typeof startPortal>[1] = {}) {
  const portal = await startPortal(t, options)
  const customer = await addCustomer(portal, { name: 'Asha Rai', email })
  const browser = await signInCustomer(portal, email)
  portal.clock.advance(MINUTE)
  await askedFor(browser, email)
  await portal.messages()
  return { portal, browser, customer }
}

/** Brings the newest message into a state, as another process would, and passes on the news. */
async function bring({ parts: { db, news, clock } }: TestPortal, state: OutboxState, fault: 'temporary' | null = null) {
  const newest = await db
    .selectFrom('outbox')
    .select(['id', 'reference'])
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  const next_at = clock.now() + 60 * MINUTE
  await db.updateTable('outbox').set({ state, fault, next_at }).where('id', '=', newest.id).execute()
  news.tell(newest.reference)
}

const present = (text: string) => /data-delivery-words>([^<]*)</.exec(text)?.[1]
const stagesPassed = (text: string) => (text.match(/<li class="delivery-stage" data-passed>/g) ?? []).length
const isUnfolded = (text: string) => /<details class="disclosure" id="other-ways" open>/.test(text)

for (const database of dialects) {
  test(`a known device is told how its message fares, each state as it comes (${database})`, async (t) => {
    const { portal, browser } = await known(t, { database })
    await bring(portal, 'queued')
    const stream = await listen(portal, browser, paths.otp.progress)
    assert.deepEqual(
      [stream.status, ...['content-type', 'cache-control', 'content-encoding'].map((name) => stream.headers.get(name))],
      [200, 'text/event-stream', 'no-store', null],
    )
    assert.equal(await stream.next(), 'state under_way')
    await bring(portal, 'queued', 'temporary')
    assert.equal(await stream.next(), 'state retrying')
    await bring(portal, 'sent')
    assert.equal(await stream.next(), 'state accepted')
    await bring(portal, 'delivered')
    assert.equal(await stream.next(), 'state delivered')
    assert.equal(await stream.next(), 'end')
    assert.equal(await stream.next(), undefined)
  })

  test(`any other browser is told the same of known and unknown contacts, by the clock alone (${database})`, async (t) => {
    const { portal } = await known(t, { database })
    await addCustomer(portal, { name: 'Bina Lama', email: 'bina@example.com' })
    await deactivate(portal, await addCustomer(portal, { name: 'Hari Thapa', email: 'hari@example.com' }))
    const contacts = ['asha@example.com', 'bina@example.com', 'hari@example.com', 'nemo@example.com']
    const browsers = new Map(contacts.map((contact) => [contact, portal.browser()]))
    for (const [contact, browser] of browsers) await askedFor(browser, contact)
    await portal.messages()
    await portal.parts.db
      .updateTable('outbox')
      .set({ state: 'failed' })
      .where('address', '=', 'bina@example.com')
      .execute()
    const seen = new Map<string, string[]>(contacts.map((contact) => [contact, []]))
    const unfolded: boolean[] = []
    for (const waitMs of [0, 19_999, 1, MINUTE]) {
      portal.clock.advance(waitMs)
      for (const [contact, browser] of browsers) {
        const answers = [await browser.get(paths.otp.verify), await browser.get(paths.otp.progress)]
        seen.get(contact)?.push(...answers.map((answer) => alike(answer, contact)))
        unfolded.push(isUnfolded(answers[0]?.text ?? ''))
      }
    }
    const [first, ...others] = seen.values()
    for (const other of others) assert.deepEqual(other, first)
    assert.match(first?.[1] ?? '', /^204 /)
    assert.doesNotMatch(String(first), /data-delivery/)
    assert.deepEqual(
      unfolded,
      [false, false, true, true].flatMap((is) => contacts.map(() => is)),
    )
  })
}

test('on a known device a contact that may not sign in any more looks as it does to a stranger', async (t) => {
  const { portal, browser, customer } = await known(t)
  assert.ok(present((await browser.get(paths.otp.verify)).text))
  await deactivate(portal, customer)
  portal.clock.advance(31 * MINUTE)
  await askedFor(browser, email)
  await portal.messages()
  const stranger = portal.browser()
  await askedFor(stranger, 'nemo@example.com')
  const pages = await Promise.all([browser, stranger].map((each) => each.get(paths.otp.verify)))
  assert.equal(present(pages[0]?.text ?? ''), undefined)
  assert.equal((await browser.get(paths.otp.progress)).status, 204)
})

test('whoever has no flow at all is answered like a stranger', async (t) => {
  const portal = await startPortal(t)
  for (const path of [paths.otp.progress, paths.staff.progress]) {
    assert.equal((await portal.browser().get(path)).status, 204)
  }
})

test('what the courier does in this process is told without a second look', async (t) => {
  const { portal, browser } = await known(t)
  portal.clock.advance(31 * SECOND)
  await browser.get(paths.otp.verify)
  await browser.post(paths.otp.resend)
  const stream = await listen(portal, browser, paths.otp.progress)
  const heard = [await stream.next()]
  if (heard[0] === 'state under_way') heard.push(await stream.next())
  assert.equal(heard.at(-1), 'state accepted')
  await stream.hangUp()
})

test('a flow has two streams at once, and one that hung up leaves its place', async (t) => {
  const { portal, browser } = await known(t)
  const open = () => listen(portal, browser, paths.otp.progress)
  const streams = [await open(), await open(), await open()]
  assert.deepEqual(
    streams.map(({ status }) => status),
    [200, 200, 204],
  )
  await streams[0]?.hangUp()
  await bring(portal, 'queued') // to wake it
  let status = 0
  while (status !== 200) status = (await open()).status
})

test('who asks for the head of a stream takes no place', async (t) => {
  const { portal, browser } = await known(t)
  for (const _ of [1, 2, 3]) {
    const { status, headers } = await browser.send(paths.otp.progress, { method: 'HEAD' })
    assert.deepEqual([status, headers.get('cache-control')], [204, 'no-store'])
  }
  const stream = await listen(portal, browser, paths.otp.progress)
  assert.equal(stream.status, 200)
  await stream.hangUp()
})

test('a stream ends without a word when the server stops, so that the browser asks the next one', async (t) => {
  const { portal, browser } = await known(t)
  const stream = await listen(portal, browser, paths.otp.progress)
  assert.equal(await stream.next(), 'state accepted')
  portal.parts.streams.end()
  assert.equal(await stream.next(), undefined)
  assert.equal((await browser.get(paths.otp.progress)).status, 204)
})

test('a stream ends when the code is used, and does not outlive it', async (t) => {
  const { portal, browser } = await known(t)
  const stream = await listen(portal, browser, paths.otp.progress)
  await stream.next()
  portal.clock.advance(3 * MINUTE)
  await bring(portal, 'sent')
  assert.equal(await stream.next(), 'end')
  portal.clock.advance(30 * MINUTE)
  assert.equal((await browser.get(paths.otp.progress)).status, 204)
})

test('without a script a button asks how far it is, and what was typed stays and costs no try', async (t) => {
  const { portal, browser } = await known(t)
  await bring(portal, 'queued')
  const waiting = await browser.get(paths.otp.verify)
  assert.match(waiting.text, /<button type="submit" class="[^"]*" name="look" value="1">/)
  assert.deepEqual(
    [present(waiting.text), stagesPassed(waiting.text)],
    ['Your code is on its way to the mail server.', 1],
  )
  await bring(portal, 'sent')
  const looked = await browser.post(paths.otp.verify, { otp_code: '1234', look: '1' })
  assert.equal(looked.status, 200)
  assert.deepEqual([/value="1234"/.test(looked.text), stagesPassed(looked.text)], [true, 2])
  assert.match(present(looked.text) ?? '', /^The mail server has accepted it\./)
  const { text } = await browser.post(paths.otp.verify, { otp_code: '000000' })
  assert.match(text, /4 tries left/)
})

test('a message that is lost says so at once and opens the other ways', async (t) => {
  const { portal, browser } = await known(t)
  assert.equal(isUnfolded((await browser.get(paths.otp.verify)).text), false)
  await bring(portal, 'failed')
  const { text } = await browser.get(paths.otp.verify)
  assert.equal(isUnfolded(text), true)
  assert.equal(present(text), 'The mail could not be delivered. Try another way, below.')
})

test('instead of an e-mail address a phone can be named and the other way round, and neither is told', async (t) => {
  const portal = await startPortal(t)
  await addCustomer(portal, { name: 'Asha Rai', email, phone: '+9779812345678' })
  const browser = portal.browser()
  await askedFor(browser, email)
  const [, href = ''] =
    /href="([^"]*)"[^>]*><span>Use your phone instead/.exec((await browser.get(paths.otp.verify)).text) ?? []
  const { text } = await browser.get(href)
  assert.match(text, /value="phone"[^>]* checked/)
  assert.doesNotMatch(text, /9812345678/)
  await browser.post(paths.otp.request, { otp_type: 'phone', phone: '9812345678' })
  const byPhone = await browser.get(paths.otp.verify)
  assert.match(byPhone.text, /href="\/otp\/request\/\?otp_type=email"[^>]*><span>Use your e-mail address instead/)
  const chosen = await browser.get(`${paths.otp.request}?otp_type=email`)
  assert.match(chosen.text, /value="email"[^>]* checked/)
  assert.doesNotMatch(chosen.text, /asha@/)
})

const mailOnly = {
  NODE_ENV: 'production',
  SECRET_KEY: 'the key of tests which is long enough',
  PUBLIC_URL: 'https://bills.example.com',
  EMAIL_BACKEND: 'smtp',
  EMAIL_HOST: 'localhost',
  SMS_BACKEND: '',
}

test('where no text messages are sent, and at the door of staff, no phone is offered', async (t) => {
  const portal = await startPortal(t, { settings: mailOnly })
  const browser = portal.browser()
  await askedFor(browser, email)
  assert.doesNotMatch((await browser.get(paths.otp.verify)).text, /otp_type=phone/)
  await browser.submit(paths.staff.request, { email })
  const staff = await browser.get(paths.staff.verify)
  assert.match(staff.text, /Nothing came\?/)
  assert.doesNotMatch(staff.text, /otp_type/)
})

const deactivate = ({ parts: { db } }: TestPortal, { id }: { id: number }) =>
  db.updateTable('customer').set({ active: 0 }).where('id', '=', id).execute()

/** An answer without what is drawn anew for each: tokens, marks, names of requests. */
const alike = ({ status, headers, text }: Answer, contact: string): string =>
  [
    `${status} ${headers.get('content-type')} ${headers.get('cache-control')}`,
    text
      .replaceAll(contact, 'CONTACT')
      .replaceAll(/value="[\w-]{43}"/g, 'TOKEN')
      .replaceAll(/\b[A-Z]\d\b/g, 'MARK'),
  ].join('\n')
