import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { pageQuery as billsPage } from '../../billing/desk/list-bills.ts'
import { wordsQuery } from '../../customers/find-customers.ts'
import type { Database } from '../../db/database.ts'
import { testOnBoth } from '../../testing/databases.ts'
import { planOf } from '../../testing/plan-of.ts'
import { exactReference, referenceQuery } from './find-payments.ts'
import { pageQuery as paymentsPage } from './list-payments.ts'

/** Many customers with two years of bills and payments, so that reading all of them would never be the cheapest way. */
async function fill({ db, dialect }: Database): Promise<void> {
  const numbers = (most: number) =>
    sql.raw(`WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${most})`)
  const hash = sql.raw(dialect === 'sqlite' ? `x'00'` : `'\\x00'::bytea`)
  await sql`INSERT INTO customer (id, number, name, type, address, language, since, created_at, updated_at)
    ${numbers(20_000)} SELECT id, 'C-' || id, 'Name ' || id, 'shop', id || ' Road', 'en', '2024-01-01', 1, 1 FROM n`.execute(
    db,
  )
  await sql`INSERT INTO bill (id, series, place, number, customer_id, period, kind, round, issued_on, due_on, currency,
      net_minor, tax_minor, total_minor, tax_summary, customer_number, customer_name, customer_address, hash, issued_at)
    ${numbers(24_000)} SELECT id, 'bill:2026', id, 'B-' || id, 1 + id % 2000, '2024-' || (10 + id / 2000), 'regular', 0,
      '2026-01-01', '2026-01-15', 'NPR', 100, 0, 100, '[]', '', '', '', ${hash}, 1 FROM n`.execute(db)
  await sql`INSERT INTO payment (id, series, place, number, customer_id, amount_minor, currency, method, reference,
      received_on, unique_key, recorded_at)
    ${numbers(24_000)} SELECT id, 'payment:2026', id, 'R-' || id, 1 + id % 2000, 100, 'NPR', 'bank', 'BANK-' || id,
      '20' || (10 + id / 1000) || '-01-02', 'k' || id, 1 FROM n`.execute(db)
  // What was just inserted waits in a list, which autovacuum sorts in; until then the index looks dear.
  if (dialect === 'postgres') await sql`SELECT gin_clean_pending_list('customer_search_words')`.execute(db)
  await sql`ANALYZE`.execute(db)
}

/** A pass over a table that grows, in the words of either database. */
const wholeTable =
  /SCAN (bill|payment|customer|customer_search)\b(?! (USING (COVERING )?INDEX|VIRTUAL TABLE INDEX \d+:M))|Seq Scan on (bill|payment|customer_search)\b/

testOnBoth('anything that is found is found by an index of its own', async (_, database) => {
  await fill(database)
  const words = wordsQuery(database, 'name 19999', 21)
  assert.ok(words)
  for (const [query, index] of [
    [words, /customer_search/],
    [exactReference(database, 'BANK-77', 21), /payment_reference_letters/],
    [referenceQuery(database, 'bank-77', 21), /payment_reference_letters/],
  ] as const) {
    const plan = await planOf(database, query)
    assert.match(plan, index)
    assert.doesNotMatch(plan, wholeTable)
  }
})

testOnBoth('a word too short for the index is not looked for', async (_, database) => {
  assert.equal(wordsQuery(database, 'ab c', 21), undefined)
  assert.notEqual(wordsQuery(database, 'ab cde', 21), undefined)
})

testOnBoth('a page of payments is read in the order of its index, searched by others', async (_, database) => {
  await fill(database)
  const options = { customerIds: [], many: 51 }
  for (const sort of ['newest', 'oldest'] as const) {
    for (const place of [{}, { after: 12_000 }, { from: '2020-01-01', to: '2020-12-31' }]) {
      const plan = await planOf(database, paymentsPage(database, { q: '', sort, ...place }, options))
      assert.match(plan, /payment_received/)
      assert.doesNotMatch(plan, wholeTable)
    }
  }
  const searched = await planOf(
    database,
    paymentsPage(database, { q: 'R-7', sort: 'newest' }, { ...options, customerIds: [7, 9] }),
  )
  assert.match(searched, /payment_customer/)
  assert.match(searched, /payment_reference_letters/)
  assert.match(searched, /payment_number_key|sqlite_autoindex_payment/)
})

testOnBoth('a page of bills is read by its key, also where it asks how bills stand', async (_, database) => {
  await fill(database)
  const options = { customerIds: [], many: 51, today: '2026-03-02' }
  for (const query of [
    {},
    { after: 12_000 },
    { month: '2024-15' },
    { standing: 'overdue' },
    { month: '2024-15', standing: 'open' },
  ] as const) {
    const plan = await planOf(database, billsPage(database, { q: '', sort: 'newest', ...query }, options))
    assert.doesNotMatch(plan, wholeTable, JSON.stringify(query))
  }
  const searched = await planOf(
    database,
    billsPage(database, { q: 'B-7', sort: 'newest' }, { ...options, customerIds: [7, 9] }),
  )
  assert.match(searched, /bill_customer|bill_period/)
  assert.match(searched, /bill_number_key|sqlite_autoindex_bill/)
})
