import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { testOnBoth } from '../testing/databases.ts'
import { planOf } from '../testing/plan-of.ts'
import { selectEvents } from './audit-log.ts'

testOnBoth('among many events those of a name, or about somebody, are found by an index', async (_, database) => {
  const { db } = database
  await sql`INSERT INTO audit_event (id, at, name, actor_kind, subject, details)
    WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 20000)
    SELECT id, id, CASE WHEN id = 7 THEN 'passkey_removed' ELSE 'authn_login_success' END, 'customer',
      'customer C-' || (id / 4), '{}' FROM n`.execute(db)
  await sql`ANALYZE`.execute(db)
  for (const place of [{}, { before: 10_000 }]) {
    const named = selectEvents(db, { name: 'passkey_removed', ...place })
    assert.match(await planOf(database, named), /audit_event_name/)
    assert.match(await planOf(database, selectEvents(db, { subject: 'customer C-9', ...place })), /audit_event_subject/)
  }
  assert.equal((await selectEvents(db, { name: 'passkey_removed' }).execute()).length, 1)
})
