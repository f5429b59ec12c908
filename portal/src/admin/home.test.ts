import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { paths } from '../paths.ts'
import { addCustomer } from '../sign-in/testing/people.ts'
import { dialects, testOnBoth } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import { startPortal } from '../testing/start-portal.ts'
import { countAll } from './counts.ts'

const HOUR = 60 * 60_000

for (const database of dialects) {
  test(`staff arrive at what there is to know, each part leading further (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    await addCustomer(portal, { name: 'Asha', email: 'asha@example.com' })
    const idle = await addCustomer(portal, { name: 'Idle', email: 'idle@example.com' })
    await portal.parts.db.updateTable('customer').set({ active: 0 }).where('id', '=', idle.id).execute()
    await portal.browser().submit(paths.otp.request, { otp_type: 'email', email: 'asha@example.com' })
    portal.clock.advance(HOUR + 1)
    await portal.browser().submit(paths.otp.request, { otp_type: 'email', email: 'nobody@example.com' })
    const { text } = await (await signInStaff(portal, 'auditor')).get(paths.admin.home)
    const cards = [
      ...text.matchAll(
        /href="([^"]+)"><span class="card-(?:title|figure)">([^<]+)<\/span> ?<span class="card-body">([^<]+)/g,
      ),
    ]
    assert.deepEqual(
      cards.map(([, href, title, body]) => `${href} ${title} ${body}`),
      [
        '/admin/customers/ 1 active customer',
        '/admin/approvals/ 0 requests that wait for a second person',
        // The auditor's own, and one of nobody; the one of an hour ago is over.
        '/admin/otps/ 2 sign-in requests in the last hour',
        '/admin/messages/?state=waiting 0 messages that wait',
        '/admin/messages/?state=failed 0 messages that failed in the last 24 hours',
        '/admin/otps/why/ Why no code? From a contact to what became of its codes.',
        '/admin/sessions/ Devices Who is signed in, and on which device.',
        '/admin/staff/ Staff Who works here, and what they may do.',
      ],
    )
  })
}

testOnBoth('messages that wait or failed are counted, and counting stops at a bound', async (_, { db }) => {
  await sql`INSERT INTO outbox (id, kind, reference, channel, address, locale, priority, silent, state, attempts, not_after,
    next_at, created_at)
    WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 10003)
    SELECT id, 'otp', 'r', 'email', 'a@example.com', 'en', 0, 0, CASE WHEN id <= 3 THEN 'failed' ELSE 'queued' END, 1, id, id, id
    FROM n`.execute(db)
  const day = Date.UTC(2025, 0, 1)
  const counts = await countAll(db, day)
  assert.deepEqual(counts.failed, { count: 3, isMore: false })
  assert.deepEqual(counts.waiting, { count: 10_000, isMore: false })
  assert.deepEqual((await countAll(db, day + 25 * HOUR)).failed, { count: 0, isMore: false })
  await sql`UPDATE outbox SET state = 'queued' WHERE id = 1`.execute(db)
  assert.deepEqual((await countAll(db, day)).waiting, { count: 10_000, isMore: true })
})
