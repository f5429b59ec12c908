import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paths } from '../paths.ts'
import type { Answer } from '../testing/browser.ts'
import { dialects } from '../testing/databases.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer, addStaff } from './testing/people.ts'

/** Nobody answers there. */
const noGateway = {
  SMS_BACKEND: 'webhook',
  WEBHOOK_URL: 'http://127.0.0.1:1/',
  WEBHOOK_SECRET: 'a secret that is long enough',
}

const doors = {
  customer: { ...paths.otp, fields: (email: string) => ({ otp_type: 'email', email }), code: '000000' },
  staff: { ...paths.staff, fields: (email: string) => ({ email }), code: '00000000' },
}

/** Asks, looks, guesses until no try is left, asks again, tries a pass, and asks until the flow is held. */
async function walk(portal: TestPortal, door: keyof typeof doors, email: string): Promise<string[]> {
  const { request, verify, resend, fields, code } = doors[door]
  const browser = portal.browser()
  const seen: string[] = []
  const note = async (asked: Promise<Answer>) => seen.push(alike(await asked, email))
  await note(browser.submit(request, fields(email)))
  await note(browser.submit(verify, { otp_code: code }))
  await note(browser.submit(resend, {}, verify))
  for (let guess = 0; guess < 5; guess += 1) await note(browser.submit(verify, { otp_code: code }))
  await note(browser.submit(resend, { otp_pass: '0000 0000 0000' }, verify))
  await note(browser.get(verify))
  for (let count = 0; count < 5; count += 1) {
    const another = portal.browser()
    await note(another.submit(request, fields(email)))
    await note(another.get(verify))
    await note(another.submit(verify, { otp_code: code }))
  }
  return seen
}

/** An answer without what is drawn anew for each: tokens, marks, names of requests. */
function alike({ status, headers, location, text }: Answer, email: string): string {
  const shown = [...headers]
    .filter(([name]) => name !== 'x-request-id')
    .map(([name, value]) => `${name}: ${name === 'set-cookie' ? value.replace(/=[^;]*/, '=') : value}`)
  const page = text
    .replaceAll(email, 'CONTACT')
    .replaceAll(/value="[\w-]{43}"/g, 'TOKEN')
    .replaceAll(/\b[A-Z]\d\b/g, 'MARK')
  return [status, location, ...shown.toSorted(), page].join('\n')
}

for (const database of dialects) {
  test(`a known and an unknown contact get the same answers, at both doors and on every way (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha Rai', email: 'asha@example.com', language: 'ne' })
    await addStaff(portal, 'boss@example.com', 'admin')
    for (const [door, known, unknown] of [
      ['customer', 'asha@example.com', 'nemo@example.com'],
      ['staff', 'boss@example.com', 'lost@example.com'],
    ] as const) {
      const expected = await walk(portal, door, known)
      const found = await walk(portal, door, unknown)
      assert.equal(expected.length, 25)
      assert.deepEqual(found, expected)
    }
  })
}

/** The way of a number on the pages and in the API, until its lane is empty. */
async function walkByPhone(portal: TestPortal, phone: string): Promise<string[]> {
  const seen: string[] = []
  const note = async (asked: Promise<Answer>) => seen.push(alike(await asked, phone))
  const browser = portal.browser()
  await note(browser.submit(paths.otp.request, { otp_type: 'phone', phone }))
  await note(browser.get(paths.otp.verify))
  await note(browser.get(paths.otp.progress))
  await note(browser.submit(paths.otp.resend, {}, paths.otp.verify))
  await note(browser.submit(paths.otp.verify, { otp_code: '000000' }))
  for (let count = 0; count < 5; count += 1) {
    const { status, headers, text } = await portal.browser().postJson(paths.api.request, { otpType: 'phone', phone })
    const { flow, ...told } = JSON.parse(text)
    seen.push(alike({ status, headers, location: undefined, text: JSON.stringify(told) }, phone))
    const guess = await portal.browser().postJson(paths.api.verify, { flow, otpCode: '000000' })
    const again = await portal.browser().postJson(paths.api.resend, { flow })
    for (const answer of [guess, again]) seen.push(alike(answer, phone))
  }
  return seen
}

test('a known and an unknown number get the same answers while no text message can be sent', async (t) => {
  const portal = await startPortal(t, { settings: noGateway })
  const known = ['+9779841234561', '+9779841234562', '+9779841234563']
  for (const phone of known) await addCustomer(portal, { name: 'Asha Rai', phone })
  const unknown = ['+9779841234571', '+9779841234572', '+9779841234573']
  for (const [index, phone] of known.entries()) {
    // With the first ones the gateway's circuit is closed, with the last ones open.
    const expected = await walkByPhone(portal, phone)
    assert.deepEqual(await walkByPhone(portal, unknown[index] ?? ''), expected)
  }
  const stuck = await portal.parts.db.selectFrom('outbox').select('silent').where('state', '=', 'queued').execute()
  assert.ok(stuck.some(({ silent }) => silent === 0))
})
