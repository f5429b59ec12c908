import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testOnBoth } from '../../testing/databases.ts'
import { planOf, planOfText } from '../../testing/plan-of.ts'
import { NEXT, ROUNDS } from '../facts/due-customers.ts'
import { openTestBooks } from '../testing/open-books.ts'
import { BEFORE } from './preview.ts'
import { previewLists, selectPreview } from './preview-list.ts'
import { selectFailed, selectUntold } from './unreached.ts'
import { openRunsQuery } from './work-on-runs.ts'

test('a batch reads its own customers and their bills, also in a database that nobody has analysed', async (t) => {
  const { parts } = await openTestBooks(t)
  const next = await planOfText(parts.database, NEXT, [1, 'all', 250])
  assert.match(next, /SEARCH customer USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/)
  for (const statement of [ROUNDS, BEFORE]) {
    const plan = await planOfText(parts.database, statement, [1, 250, '2026-03'])
    assert.match(
      plan,
      /SEARCH bill USING (COVERING )?INDEX bill_(period|customer) \(customer_id>\? AND customer_id<\?\)/,
    )
  }
})

testOnBoth('lists of a run are found by their indexes among many', async (_, database) => {
  const { db } = database
  const count = (many: number) =>
    sql.raw(`WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${many})`)
  await sql`INSERT INTO customer (id, number, name, type, address, language, since, created_at, updated_at)
    ${count(20_000)} SELECT id, 'C-' || id, 'N', 'household', '', 'en', '2026-01-01', 1, 1 FROM n`.execute(db)
  await sql`INSERT INTO billing_run (id, period, customer_group, state, planned_bills, planned_minor, out_of_band, planned_at,
      counted_at)
    ${count(200)} SELECT id, '2026-01', 'all', 'done', 0, 0, 0, 1735689600000, 1 FROM n`.execute(db)
  await sql`INSERT INTO billing_preview (billing_run_id, customer_id, total_minor, before_minor, change_minor, is_outlier,
      is_reachable)
    ${count(20_000)} SELECT 1 + id % 2, id, CASE WHEN id % 5000 = 0 THEN 0 ELSE 1 END,
      CASE WHEN id % 5000 = 1 THEN NULL ELSE 1 END, id % 7, CASE WHEN id % 5000 = 2 THEN 1 ELSE 0 END,
      CASE WHEN id % 5000 = 3 THEN 0 ELSE 1 END FROM n`.execute(db)
  await sql`INSERT INTO bill (id, series, place, number, customer_id, period, kind, round, billing_run_id, issued_on, due_on,
      currency, net_minor, tax_minor, total_minor, tax_summary, customer_number, customer_name, customer_address, hash, issued_at)
    ${count(20_000)} SELECT id, 'bill:2026', id, 'B-' || id, id, '2026-01', 'regular', 0, 1, '2026-01-01', '2026-01-15', 'NPR', 1, 0,
      1, '[]', 'C', 'N', '', ${Buffer.alloc(32)}, 1 FROM n`.execute(db)
  await sql`INSERT INTO outbox (id, kind, reference, channel, address, locale, priority, silent, state, attempts, not_after,
      next_at, created_at)
    ${count(20_000)} SELECT id, 'bill', 'B-' || id, 'email', 'a@example.com', 'en', 2, 0,
      CASE WHEN id % 5000 = 0 THEN 'failed' ELSE 'sent' END, 1, 9, 9, 1 FROM n`.execute(db)
  await sql`ANALYZE`.execute(db)
  for (const which of previewLists) {
    const plan = await planOf(database, selectPreview(db, { runId: 1, which }))
    assert.match(plan, which === 'all' ? /billing_preview/ : new RegExp(`billing_preview_${listIndex[which]}`), which)
    assert.doesNotMatch(plan, /TEMP B-TREE|"Seq Scan on billing_preview/, which)
  }
  const run = { id: 1, planned_at: 0 }
  const failed = selectFailed({ run }).compile(db)
  const plan = await planOfText(database, failed.sql, failed.parameters)
  assert.match(plan, /outbox_failed/)
  assert.doesNotMatch(plan, /SCAN bill\b|Seq Scan on bill\b|bill_run/)
  const untold = selectUntold({ run }).compile(db)
  assert.match(await planOfText(database, untold.sql, untold.parameters), /untold_bill/)
  assert.match(await planOf(database, openRunsQuery(db, 1)), /billing_run_open/)
})

const listIndex = { outliers: 'outlier', new: 'new', zero: 'zero', unreachable: 'unreachable', all: '' }
