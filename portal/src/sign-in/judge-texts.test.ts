import assert from 'node:assert/strict'
import { test } from 'node:test'
import { features } from '../features.ts'
import { paths } from '../paths.ts'
import { dialects } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { addCustomer } from './testing/people.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const known = '+9779841234567'
const unknown = '+9779841234568'
const settings = { OTP_SMS_JUDGED_FROM: '4', OTP_SMS_PAUSE_HOURS: '2' }

/** The page that follows a request for a code by SMS, without what differs by chance. */
async function pageFor(portal: TestPortal, phone: string): Promise<string> {
  const browser = portal.browser()
  await browser.submit(paths.otp.request, { otp_type: 'phone', phone, channel: 'sms' })
  const { text } = await browser.get(paths.otp.verify)
  return text.replaceAll(phone, 'PHONE').replaceAll(/value="[\w-]{43}"/g, 'TOKEN')
}

/** What the portal does by itself each minute. */
async function judge({ parts }: TestPortal): Promise<void> {
  const chore = features.flatMap(({ chores = [] }) => chores).find(({ name }) => name === 'use of text messages')
  await chore?.run(parts, new AbortController().signal)
}

for (const database of dialects) {
  test(`where nobody uses the codes by SMS strangers wait, on record or not, and staff are told until it is over (${database})`, async (t) => {
    const portal = await startPortal(t, { database, settings })
    await addCustomer(portal, { name: 'Asha Rai', phone: known, email: 'asha@example.com' })
    const staff = await signInStaff(portal, 'support')
    const warning = async () =>
      /Text messages of strangers to Nepal are paused until/.test((await staff.get(paths.admin.home)).text)
    for (const last of ['1', '2', '3']) await pageFor(portal, `+977984123450${last}`)
    await pageFor(portal, known)
    portal.clock.advance(10 * MINUTE + 1)
    assert.equal(await warning(), false)
    await judge(portal)

    assert.equal(await warning(), true)
    const page = await pageFor(portal, known)
    assert.match(page, /We are holding back messages to this number for now/)
    assert.match(page, /Send the code by e-mail/)
    assert.equal(await pageFor(portal, unknown), page)

    const events = await portal.parts.db
      .selectFrom('audit_event')
      .selectAll()
      .where('name', '=', 'texts_paused')
      .execute()
    assert.deepEqual(
      events.map(({ actor_kind, subject, details }) => [actor_kind, subject, JSON.parse(details)]),
      [['system', 'country NP', { channel: 'sms', sent: 4, used: 0, until: portal.clock.now() + 2 * HOUR }]],
    )
    const [line] = portal.logged.map((text) => JSON.parse(text)).filter(({ msg }) => msg === 'otp_texts_paused')
    assert.deepEqual([line.level, line.country, line.channel], [40, 'NP', 'sms'])
    const metrics = await portal.parts.metrics.registry.metrics()
    assert.match(metrics, /kerbside_otp_events_total\{event="otp_texts_paused",channel="sms"\} 1/)

    portal.clock.advance(2 * HOUR)
    assert.equal(await warning(), false)
    assert.doesNotMatch(await pageFor(portal, known), /holding back/)
  })
}
