import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { paths } from '../paths.ts'
import { dialects, testOnBoth } from '../testing/databases.ts'
import { planOf } from '../testing/plan-of.ts'
import { signInCustomer, signInProgram } from '../testing/sign-in-customer.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { SESSIONS_A_PAGE, selectSessions, sessionLog } from './session-log.ts'
import { IDLE_MS } from './sessions.ts'
import { addCustomer } from './testing/people.ts'

const searchFor = (path: string, q: string) => `${path}?${new URLSearchParams({ q })}`
const sessionIn = (page: string) => /name="session" value="(\d+)"/.exec(page)?.[1] ?? ''
const ashaSignsIn = async (portal: TestPortal) => {
  await addCustomer(portal, { name: 'Asha', email: 'asha@example.com', phone: '+9779812345678' })
  return signInCustomer(portal, 'asha@example.com')
}

for (const database of dialects) {
  test(`support signs a customer out of one device, or of all (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const phone = await ashaSignsIn(portal)
    const program = await signInProgram(portal, 'asha@example.com')
    const clerk = await signInStaff(portal, 'support')
    const list = await clerk.get(searchFor(paths.admin.sessions, 'Asha@Example.com'))
    assert.match(list.text, /A program.*Unknown device/s)
    await clerk.post(paths.admin.sessions, { session: sessionIn(list.text) })
    assert.equal((await portal.browser().get(paths.api.me, program)).status, 401)
    assert.equal((await phone.get(paths.dashboard)).status, 200)
    const ended = await clerk.post(paths.admin.sessions, { contact: 'asha@example.com' })
    assert.equal(ended.location, searchFor(paths.admin.sessions, 'asha@example.com'))
    assert.match((await clerk.get(ended.location)).text, /signed in nowhere/)
    assert.equal((await phone.get(paths.dashboard)).location, paths.otp.request)
  })
}

test('staff are signed out by an administrator, and by nobody else of the staff', async (t) => {
  const portal = await startPortal(t)
  const [admin, clerk] = [await signInStaff(portal, 'admin'), await signInStaff(portal, 'support')]
  const seen = await clerk.get(paths.admin.staffSessions)
  assert.match(seen.text, /admin@staff\.example\.com/)
  assert.equal(sessionIn(seen.text), '')
  const { text } = await admin.get(searchFor(paths.admin.staffSessions, 'support@staff.example.com'))
  const session = sessionIn(text)
  assert.equal((await clerk.post(paths.admin.staffSessions, { session })).status, 403)
  // On the customers' side its number names nothing.
  await clerk.post(paths.admin.sessions, { session })
  await clerk.post(paths.admin.sessions, { contact: 'support@staff.example.com' })
  assert.equal((await clerk.get(paths.admin.sessions)).status, 200)
  await admin.post(paths.admin.staffSessions, { session })
  assert.equal((await clerk.get(paths.admin.sessions)).location, paths.staff.request)
})

test('an auditor sees who is signed in and ends nothing', async (t) => {
  const portal = await startPortal(t)
  const browser = await ashaSignsIn(portal)
  const auditor = await signInStaff(portal, 'auditor')
  const { text } = await auditor.get(paths.admin.sessions)
  assert.match(text, /asha@example\.com/)
  assert.equal(sessionIn(text), '')
  assert.equal((await auditor.post(paths.admin.sessions, { contact: 'asha@example.com' })).status, 403)
  assert.equal((await browser.get(paths.dashboard)).status, 200)
})

test('a session that is over is not listed', async (t) => {
  const portal = await startPortal(t)
  await ashaSignsIn(portal)
  portal.clock.advance(IDLE_MS)
  const clerk = await signInStaff(portal, 'support')
  assert.match((await clerk.get(paths.admin.sessions)).text, /Nobody is signed in/)
})

test('a search that makes no sense finds nobody, and breaks nothing', async (t) => {
  const portal = await startPortal(t, { database: 'postgres' })
  const clerk = await signInStaff(portal, 'support')
  for (const path of [paths.admin.sessions, paths.admin.otps]) {
    for (const query of ['?q=%00', '?q=%EF%BF%BD', '?q=%FF', '?before=x', '?before=1e99']) {
      assert.equal((await clerk.get(path + query)).status, 200, query)
    }
  }
})

testOnBoth('among many sessions a page, a contact and the staff are found by an index', async (_, database) => {
  const { db } = database
  const now = 40_000
  await db
    .insertInto('staff')
    .values({
      id: 1,
      email: 's@example.com',
      contact: 's@example.com',
      name: 'S',
      role: 'admin',
      language: 'en',
      created_at: 1,
    })
    .execute()
  await sql`INSERT INTO session (id, secret_hash, kind, contact, staff_id, method, created_at, last_seen_at, expires_at)
    WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 20000)
    SELECT id, ${new Uint8Array(32)}, CASE WHEN id % 10000 = 0 THEN 'staff' ELSE 'customer' END,
      'person' || (id / 4) || '@example.com', CASE WHEN id % 10000 = 0 THEN 1 END, 'otp', id, id, ${now + 1} FROM n`.execute(
    db,
  )
  await sql`ANALYZE`.execute(db)
  const first = await sessionLog(db, { side: 'customers' }, now)
  assert.deepEqual([first.sessions.length, first.sessions[0]?.id, first.hasMore], [SESSIONS_A_PAGE, 19_999, true])
  const second = await sessionLog(db, { side: 'customers', before: first.sessions.at(-1)?.id }, now)
  assert.equal(second.sessions[0]?.id, 19_999 - SESSIONS_A_PAGE)
  const staff = await sessionLog(db, { side: 'staff' }, now)
  assert.deepEqual(
    staff.sessions.map(({ id }) => id),
    [20_000, 10_000],
  )
  const contact = 'person7@example.com'
  assert.equal((await sessionLog(db, { side: 'customers', contact }, now)).sessions.length, 4)
  assert.match(await planOf(database, selectSessions(db, { side: 'customers', contact }, now)), /session_contact/)
  assert.match(await planOf(database, selectSessions(db, { side: 'staff' }, now)), /session_staff/)
})
