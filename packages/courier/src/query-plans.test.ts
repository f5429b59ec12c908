import assert from 'node:assert/strict'
import { statements } from './statements.ts'
import type { World } from './testing/worlds.ts'
import { onBoth, planOf } from './testing/worlds.ts'

/** An outbox as it is after years: all but a few rows are settled. */
async function fill({ store }: World): Promise<void> {
  await store.write((trx) =>
    trx.run(`
      WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
      INSERT INTO outbox (id, kind, reference, channel, address, locale, priority, silent, state, attempts, not_after,
        next_at, lease_owner, lease_until, provider_id, unique_key, created_at)
      SELECT i, 'bill', 'B-' || i, CASE WHEN i % 3 = 0 THEN 'sms' ELSE 'email' END, 'ann@example.org', 'en', i % 3, 0,
        CASE WHEN i % 1000 = 0 THEN 'queued' WHEN i % 1000 = 1 THEN 'sending' ELSE 'sent' END, 1, i, i,
        CASE WHEN i % 1000 = 1 THEN 'worker' END, CASE WHEN i % 1000 = 1 THEN i END, 'SM-' || i, 'bill:' || i, i
      FROM n`),
  )
  await store.write((trx) => trx.run('ANALYZE'))
}

onBoth('on a large outbox each statement goes by its index', async (all) => {
  await fill(all)
  const sql = statements(all.store.dialect)
  const primaryKey = all.store.dialect === 'sqlite' ? 'INTEGER PRIMARY KEY' : 'outbox_pkey'
  const settled = ['sent', 1, 'smtp', 'P', 'temporary', 'busy', 1, 1, 'smtp']
  const expected: [statement: string, values: (string | number)[], index: string][] = [
    [sql.claim, ['email', 1, 20_000, 10, 'worker', 5], 'outbox_due'],
    [sql.requeueLapsed, [5_000], 'outbox_leased'],
    [sql.renew, [7, 'worker', 1], primaryKey],
    [sql.giveBack, [7, 'worker'], primaryKey],
    [sql.settle, [7, 'worker', ...settled], primaryKey],
    ['SELECT id FROM outbox WHERE reference = $1 ORDER BY id', ['B-7'], 'outbox_reference'],
    [sql.named, ['SM-9', 'twilio'], 'outbox_provider'],
    [sql.receipt, [7, 'delivered', 'delivered', 1, 1, 1, 1, 'twilio', 'rejected', '30003'], primaryKey],
    [sql.progress, ['B-7', 'bill'], 'outbox_reference'],
    [sql.lastTaken, ['B-7', 'bill'], 'outbox_reference'],
  ]
  for (const [statement, values, index] of expected) {
    const plan = await planOf(all, statement, values)
    assert.match(plan, new RegExp(index), plan)
    assert.doesNotMatch(plan, /SCAN outbox|Seq Scan on outbox/, plan)
  }
})
