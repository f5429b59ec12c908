import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { BILLED_DAYS, CHARGES, DISCOUNTS, PAUSES, SERVICES } from '../billing/facts/customer-facts.ts'
import { ROUNDS } from '../billing/facts/due-customers.ts'
import { selectMoved } from '../billing/queries/bill-account.ts'
import { selectBillBefore } from '../billing/queries/bill-before.ts'
import { billFilters, selectBillList } from '../billing/queries/bill-list.ts'
import { selectBills } from '../billing/queries/bills.ts'
import { selectEntries } from '../billing/queries/statement.ts'
import { CREDITS, OPEN_BILLS } from '../billing/settle.ts'
import type { Database } from '../db/database.ts'
import { testOnBoth } from '../testing/databases.ts'
import { planOf, planOfText } from '../testing/plan-of.ts'
import { selectPayments } from './queries.ts'
import { selectPaymentList } from './receipt/list-payments.ts'

/** Customers with two years of bills and payments, too many to read them all for one of them. */
async function fill({ db, dialect }: Database): Promise<void> {
  const numbers = (most: number) =>
    sql.raw(`WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${most})`)
  const hash = sql.raw(dialect === 'sqlite' ? `x'00'` : `'\\x00'::bytea`)
  await sql`INSERT INTO customer (id, number, name, type, address, language, since, created_at, updated_at)
    ${numbers(1000)} SELECT id, 'C-' || id, 'Name', 'shop', '', 'en', '2024-01-01', 1, 1 FROM n`.execute(db)
  await sql`INSERT INTO bill (id, series, place, number, customer_id, period, kind, round, issued_on, due_on, currency,
      net_minor, tax_minor, total_minor, tax_summary, customer_number, customer_name, customer_address, hash, issued_at)
    ${numbers(24_000)} SELECT id, 'bill:2026', id, 'B-' || id, 1 + id % 1000, '20' || (24 + id / 12000) || '-' ||
      (10 + id / 1000 % 3), 'regular', id, '2026-01-01', '2026-01-15', 'NPR', 100, 0, 100, '[]', '', '', '', ${hash}, 1
    FROM n`.execute(db)
  await sql`INSERT INTO bill_line (bill_id, position, kind, service_id, label, from_on, until_on, share_bp, tax_bp,
      tax_included, net_minor, tax_minor)
    SELECT bill.id, 1, 'service', service.id, 'x', '2000-01-' || (10 + bill.id / 1000), '2000-01-' || (11 + bill.id / 1000),
      10000, 0, 0, 100, 0 FROM bill JOIN service ON service.customer_id = bill.customer_id`.execute(db)
  await sql`INSERT INTO payment (id, series, place, number, customer_id, amount_minor, currency, method, reference,
      received_on, unique_key, recorded_at)
    ${numbers(24_000)} SELECT id, 'payment:2026', id, 'R-' || id, 1 + id % 1000, 100, 'NPR', 'cash', '', '2026-01-02',
      'k' || id, 1 FROM n`.execute(db)
  await sql`INSERT INTO allocation (payment_id, bill_id, amount_minor, allocated_at)
    SELECT id, id, 100, 1 FROM bill`.execute(db)
  await sql`ANALYZE`.execute(db)
}

/** A pass over a table that grows with every month, in the words of either database. */
const wholeTable =
  /SCAN (bill|bill_line|payment|allocation|service|customer)\b(?! USING (COVERING )?INDEX)|Seq Scan on (bill|bill_line|payment|allocation|service)\b/

testOnBoth('a customer’s bills, payments and statement are read by indexes, in their order', async (_, database) => {
  await fill(database)
  const { db } = database
  for (const [query, index] of [
    [selectBills(db, 7, 20_000, 50), /bill_customer/],
    ...billFilters.flatMap(
      (show) =>
        [
          [selectBillList(db, { customerId: 7, today: '2026-03-01', show, before: 20_000 }), /bill_customer/],
          [selectBillList(db, { customerId: 7, today: '2026-03-01', show, after: 20 }), /bill_customer/],
        ] as const,
    ),
    [selectBillBefore(db, { customerId: 7, period: '2025-11', issuedAt: 1 }), /bill_period|bill_customer/],
    [selectMoved(db, { customerId: 7, id: 9007, issuedAt: 9, before: { id: 8007, issuedAt: 8 } }), /bill_customer/],
    [selectPayments(db, 7, 20_000, 50), /payment_customer/],
    [selectPaymentList(db, { customerId: 7, before: 20_000 }), /payment_customer/],
    [selectEntries(db, 7, { from: '2026-01-01', until: '2026-02-01' }), /bill_customer|bill_period/],
  ] as const) {
    const plan = await planOf(database, query)
    assert.match(plan, index)
    assert.doesNotMatch(plan, wholeTable)
  }
})

testOnBoth('a batch of a run reads what belongs to its customers, and no more', async (_, database) => {
  await fill(database)
  const month = [10, 12, '2026-01-01', '2026-02-01']
  for (const [statement, values] of [
    [SERVICES, month],
    [PAUSES, month],
    [BILLED_DAYS, month],
    [DISCOUNTS, month],
    [CHARGES, month.slice(0, 3)],
    [ROUNDS, [10, 12, '2025-11']],
    [CREDITS, [10, 12]],
    [OPEN_BILLS, [10, 12]],
  ] as const)
    assert.doesNotMatch(await planOfText(database, statement, values), wholeTable, statement)
})
