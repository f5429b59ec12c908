import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveBooks } from '../billing/proof/prove-books.ts'
import { billByNumber } from '../billing/queries/bills.ts'
import { owedBy } from '../billing/queries/owed.ts'
import { demoCustomers } from '../customers/index.ts'
import { startPortal } from '../testing/start-portal.ts'
import { dayAt } from '../values/day.ts'
import { demoBooks } from './demo.ts'

test('the demonstration has bills that are paid, open and overdue, credit, a cheque that came back, and books that prove', async (t) => {
  const { parts, clock, messages } = await startPortal(t)
  await demoCustomers(parts)
  await demoBooks(parts)
  const { db } = parts
  const bills = await db.selectFrom('bill').select('number').execute()
  const today = dayAt(clock.now(), parts.config.timeZone)
  const found = await Promise.all(bills.map(({ number }) => billByNumber(db, number, today)))
  const statuses = new Set(found.map((bill) => bill?.status))
  for (const status of ['open', 'paid', 'overdue'] as const) assert.ok(statuses.has(status), status)
  const customers = await db.selectFrom('customer').select('id').execute()
  const balances = await Promise.all(customers.map(async ({ id }) => (await owedBy(db, id)).balanceMinor))
  assert.ok(balances.some((balance) => balance < 0))
  for (const table of ['credit_note', 'reversal', 'extra_charge', 'service_pause', 'discount'] as const) {
    assert.ok(await db.selectFrom(table).selectAll().executeTakeFirst(), table)
  }
  assert.deepEqual(await proveBooks(parts), [])
  assert.deepEqual(await messages(), [])
  await demoBooks(parts)
  assert.equal((await db.selectFrom('bill').select('number').execute()).length, bills.length)
})

test('real customers are billed nothing by the demonstration', async (t) => {
  const { parts } = await startPortal(t)
  await demoCustomers(parts)
  const real = { number: 'R-1', name: 'Real', type: 'shop', address: '1 Road', language: 'en' } as const
  await parts.db
    .insertInto('customer')
    .values({ ...real, since: '2026-01-01', created_at: 1, updated_at: 1 })
    .execute()
  await demoBooks(parts)
  assert.equal(await parts.db.selectFrom('bill').select('id').executeTakeFirst(), undefined)
})
