import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { paths } from '../paths.ts'
import { testOnBoth } from '../testing/databases.ts'
import { signInStaff } from '../testing/sign-in-staff.ts'
import type { TestPortal } from '../testing/start-portal.ts'
import { startPortal } from '../testing/start-portal.ts'
import { chainFaults, seal } from './chain.ts'
import { systemActor } from './index.ts'
import { recordEvent } from './record-event.ts'

async function written(portal: TestPortal, events: number): Promise<void> {
  const { clock } = portal
  const { database, change } = portal.parts
  for (let event = 0; event < events; event += 1) {
    const told = { name: 'user_updated', actor: systemActor, subject: `customer T-${event}` } as const
    await database.store.write((trx) => recordEvent(trx, told, clock.advance(1)))
  }
  await seal(change, database.dialect)
}

for (const database of ['sqlite', 'postgres'] as const) {
  test(`events are sealed into a chain that holds, also when several seal at once (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { change, db, database: opened } = portal.parts
    await written(portal, 20)
    await Promise.all([1, 2, 3].map(() => seal(change, opened.dialect)))
    assert.deepEqual(await chainFaults(db), [])
    const places = await db.selectFrom('audit_event').select('place').orderBy('place').execute()
    assert.deepEqual(
      places.map(({ place }) => place),
      Array.from({ length: 20 }, (_, index) => index + 1),
    )
  })

  test(`an id that another process has drawn is drawn again, and the change goes on (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { db, database: opened } = portal.parts
    const now = portal.clock.now()
    const told = { name: 'user_updated', actor: systemActor, subject: 'customer T-1' } as const
    const tellOnce = () => opened.store.write((trx) => recordEvent(trx, told, now))
    await tellOnce()
    const first = await db.selectFrom('audit_event').selectAll().executeTakeFirstOrThrow()
    await db
      .insertInto('audit_event')
      .values({ ...first, id: first.id + 1, subject: 'customer T-2' })
      .execute()
    await tellOnce()
    const { many } = await db
      .selectFrom('audit_event')
      .select(({ fn }) => fn.countAll<number>().as('many'))
      .executeTakeFirstOrThrow()
    assert.equal(many, 3)
  })

  test(`the database refuses to change or delete an event, sealed or not (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { db } = portal.parts
    await written(portal, 2)
    await assert.rejects(db.deleteFrom('audit_event').execute(), /only grows/)
    await assert.rejects(db.updateTable('audit_event').set({ name: 'session_logout' }).execute(), /only grows/)
    const again = db
      .updateTable('audit_event')
      .set({ hash: new Uint8Array(32) })
      .where('place', '=', 1)
    await assert.rejects(again.execute(), /only grows/)
  })

  test(`whoever changes the past behind the database's back is found, and the place is named (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const { db } = portal.parts
    await written(portal, 5)
    await withoutGuards(portal)
    await db.updateTable('audit_event').set({ subject: 'customer T-9' }).where('place', '=', 3).execute()
    assert.deepEqual(await chainFaults(db), ['audit log: the event at place 3 (user_updated) is not what was sealed'])
    await db.deleteFrom('audit_event').where('place', '=', 2).execute()
    const faults = await chainFaults(db)
    assert.match(faults[0] ?? '', /nothing stands at places 2 to 2/)
  })

  test(`what staff change is told with who did it and from where, and undone with its change (${database})`, async (t) => {
    const portal = await startPortal(t, { database })
    const admin = await signInStaff(portal, 'admin')
    const fields = {
      name: 'Demo Shop',
      type: 'shop',
      address: '1 Test Street',
      language: 'en',
      since: '2026-01-01',
      email: '',
      phone: '',
    }
    const added = await admin.submit(paths.admin.newCustomer, fields)
    assert.equal(added.status, 303, added.text)
    const event = await portal.parts.db
      .selectFrom('audit_event')
      .select(['actor_kind', 'actor', 'subject', 'client', 'request_id'])
      .where('name', '=', 'user_created')
      .where('subject', 'like', 'customer %')
      .executeTakeFirstOrThrow()
    assert.equal(event.actor_kind, 'staff')
    assert.match(event.subject ?? '', /^customer C-/)
    assert.ok(event.actor && event.client && event.request_id)
    const { text } = await admin.get(paths.admin.audit)
    assert.match(text, /Added/)
    assert.ok(text.includes(event.subject ?? '-'))
  })
}

testOnBoth('one run seals all that has gathered, however much it is', async (_, { db, change, dialect }) => {
  await sql`INSERT INTO audit_event (id, at, name, actor_kind, details)
    WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 1200)
    SELECT id, id, 'user_updated', 'system', '{}' FROM n`.execute(db)
  assert.equal(await seal(change, dialect), 1200)
  assert.deepEqual(await chainFaults(db), [])
})

/** As somebody with the file or the owner's role could. */
async function withoutGuards({ parts: { db, database } }: TestPortal): Promise<void> {
  for (const name of ['audit_event_kept', 'audit_event_fixed']) {
    const on = database.dialect === 'postgres' ? sql` ON audit_event` : sql``
    await sql`DROP TRIGGER ${sql.ref(name)}${on}`.execute(db)
  }
}
